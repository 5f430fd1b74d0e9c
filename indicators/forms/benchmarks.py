"""What an organisation asks for when it adds a national or regional figure for itself."""

from typing import Any

from django import forms

from accounts.models import Organisation, User
from indicators.definitions import PAIRS
from indicators.forms.values import ValueForm
from indicators.models import Benchmark, Standard

PLAIN = {"autocomplete": "off"}


class BenchmarkForm(ValueForm):
    """One published figure of one year."""

    scope = forms.CharField(
        label="Which organisations is it about?",
        help_text="For example: England NHS trusts, London, or the name of your integrated care system.",
        max_length=80,
        error_messages={"required": "Say which organisations it is about, such as London."},
        widget=forms.TextInput(attrs=PLAIN),
    )
    source = forms.CharField(
        label="Where is it published?",
        help_text="The web address, or the name of the report and its page.",
        max_length=500,
        error_messages={"required": "Say where it is published, so that others can check it."},
        widget=forms.TextInput(attrs=PLAIN),
    )
    field_order = ("number", "part", "year", "scope", "printed", "source")

    def __init__(self, *args: Any, organisation: Organisation, standard: Standard, until: int, **kwargs: Any) -> None:
        super().__init__(*args, standard=standard, until=until, **kwargs)
        self.held = list(Benchmark.objects.of(organisation).filter(standard=standard))
        self.organisation = organisation
        bme, white = standard.bme_name, standard.white_name
        self.fields["part"] = forms.ChoiceField(
            label="Which figure is it?",
            choices=[
                (Benchmark.Part.SCORE, f"The score: the ratio, or the figure for {bme} staff"),
                (Benchmark.Part.WHITE, f"The figure for {white} staff that stands beside it"),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose which figure it is."},
        )
        self.order_fields(self.field_order)
        self.fields["year"].help_text = "The year of the snapshot on 31 March."
        self.fields["printed"].help_text = "As it is printed, such as 1.61 or 28.9%."

    def clean_scope(self) -> str:
        """As it is spelled already, so that one scope is not two."""
        scope = " ".join(self.cleaned_data["scope"].split())
        return next((each.scope for each in self.held if each.scope.lower() == scope.lower()), scope)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if cleaned["part"] == Benchmark.Part.WHITE and self.indicator.shape not in PAIRS:
            self.add_error("part", f"Indicator {self.indicator.number} has one figure for all. Choose the score.")
        same = [each for each in self.held if self.is_same(each)]
        for each in same[:1]:
            advice = "Remove that one first." if each.organisation_id else "It came with the service, and stays."
            self.add_error("year", f"{each.scope} has a figure for {each.year} already, {each.text}. {advice}")
        return cleaned

    def is_same(self, other: Benchmark) -> bool:
        asked = self.cleaned_data
        same = (asked["number"], asked["part"], asked["year"], asked["scope"])
        return same == (other.number, other.part, other.year, other.scope)

    def save(self, *, by: User) -> Benchmark:
        return Benchmark.objects.create(
            organisation=self.organisation,
            standard=self.standard,
            number=self.indicator.number,
            part=self.cleaned_data["part"],
            measure=self.alike.measure if self.alike else "",
            group=self.alike.group if self.alike else self.group,
            year=self.cleaned_data["year"],
            scope=self.cleaned_data["scope"],
            value=self.value.value,
            places=self.value.places,
            unit=self.indicator.unit,
            source=self.cleaned_data["source"],
            verified=Benchmark.Verified.OWN,
            added_by=by,
        )

    @property
    def alike(self) -> Benchmark | None:
        """A figure that is held of the same part, whose measure and group are then this one's too."""
        asked = self.cleaned_data
        return next((each for each in self.held if (each.number, each.part) == (asked["number"], asked["part"])), None)

    @property
    def group(self) -> str:
        """'White vs BME' for a ratio in its order, or the group that the figure is of."""
        groups = self.standard.groups
        bme, white = groups.bme, groups.white
        if self.indicator.shape == "ratio":
            return f"{white} vs {bme}" if self.indicator.group_on_top == "white" else f"{bme} vs {white}"
        return white if self.cleaned_data["part"] == Benchmark.Part.WHITE else bme
