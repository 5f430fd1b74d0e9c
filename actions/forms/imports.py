"""What is asked when a plan is brought in: the document, what its columns hold, and each action that is put right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from accounts.models import Organisation
from actions.documents.columns import Column
from actions.documents.plan import Said
from actions.forms.plans import FIRST_YEAR, STARTS
from actions.forms.readback import ReadBackForm, leads_of, said_of_leads, said_of_timescale, seen_field
from actions.imported import LONGEST_LEADS, LONGEST_TIMESCALE, LONGEST_WORDING, ImportedAction
from actions.models import Action, PlanImport
from actions.statuses import Status
from actions.timescales import read
from indicators.models import Indicator, Standard, Submission
from indicators.spreadsheets.archives import MOST_BYTES
from nhsuk.widgets import DateInput

AS_TYPED, NONE = "typed", "none"

COLUMN_NAMES = {
    Column.ACTION: "Actions",
    Column.INDICATOR: "Indicators",
    Column.TIMESCALE: "Timescales",
    Column.LEAD: "Leads",
    Column.SUPPORT: "Who supports",
    Column.STATUS: "Status",
    Column.SCORE: "Scores (not brought in)",
    Column.LEFT_OUT: "Something else (not brought in)",
}


class AboutImportForm(forms.Form):
    """Of which year the plan is, and when it starts."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    standard = forms.ModelChoiceField(
        label="Standard",
        queryset=Standard.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose a standard."},
    )
    year = forms.IntegerField(
        label="Year",
        help_text="The year of the report that the plan answers, such as 2021.",
        error_messages={"required": "Enter a year, such as 2021.", "invalid": "Enter a year, such as 2021."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4", "autocomplete": "off"}),
    )
    starts_on = forms.DateField(
        label="When does the plan start?",
        help_text="Timescales such as 'within six months' count from here. For example, 1 10 2021.",
        widget=DateInput,
        error_messages={
            "required": "Enter the day on which the plan starts.",
            "invalid": "Enter a real date, such as 1 10 2021.",
        },
    )

    def __init__(self, *args: Any, organisation: Organisation, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation, self.on = organisation, on
        standards = Standard.objects.of(organisation).order_by("code")
        self.fields["standard"].queryset = standards  # type: ignore[attr-defined]
        if len(standards) == 1:
            self.fields["standard"].widget = forms.HiddenInput()
            self.fields["standard"].initial = standards[0].pk
        newest = Submission.objects.of(organisation).order_by("-year").values_list("year", flat=True).first()
        year = newest or on.year
        self.fields["year"].initial, self.fields["starts_on"].initial = year, date(year, *STARTS)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= self.on.year + 1:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {self.on.year + 1}.")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        standard, year, starts_on = cleaned.get("standard"), cleaned.get("year"), cleaned.get("starts_on")
        if standard and year:
            actions = Action.objects.of(self.organisation).filter(plan__standard=standard, plan__year=year)
            if actions.exists():
                self.add_error(
                    "year", f"The action plan for {year} has actions already. None is overwritten: enter another year."
                )
            elif not standard.indicators.valid_in(year).exists():
                self.add_error("year", f"The {standard} has no indicators for {year}. Enter another year.")
        if year and starts_on and starts_on.year not in (year, year + 1):
            self.add_error("starts_on", f"A plan for {year} starts in {year} or {year + 1}. Enter another day.")
        return cleaned


class ImportForm(AboutImportForm):
    """A document or pasted text; what is in it is read by the service, and its faults come back here."""

    file = forms.FileField(
        label="Document",
        help_text="A Word document (.docx), an Excel workbook (.xlsx) or a CSV file of up to 5 MB.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.csv"}),
    )
    pasted = forms.CharField(
        label="Or paste the table",
        help_text="Copy the whole table in Word or Excel, with its row of headings, and paste it here.",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ("file", "pasted", "standard", "year", "starts_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file, pasted = cleaned.get("file"), (cleaned.get("pasted") or "").strip()
        if not file and not pasted:
            self.add_error("file", "Choose a document, or paste the table.")
        elif file and pasted:
            self.add_error("file", "Choose a document or paste the table, not both.")
        elif file and (file.size or 0) > MOST_BYTES:
            self.add_error("file", "This file is larger than 5 MB. Copy the plan alone into a new document.")
        return cleaned


class MendForm(ReadBackForm):
    """One action, put right. A choice that was offered goes before what is typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    wording = forms.CharField(
        label="What will be done?",
        max_length=LONGEST_WORDING,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what will be done."},
    )
    numbers = forms.TypedMultipleChoiceField(
        label="Which indicators is it for?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one indicator."},
    )
    timescale_choice = forms.ChoiceField(
        label="Which timescale belongs to this action?", required=False, widget=forms.RadioSelect
    )
    timescale = forms.CharField(
        label="Timescale (optional)",
        help_text="In the words of the plan. Leave it empty if none is printed: it is then asked about later.",
        max_length=LONGEST_TIMESCALE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    lead_choice = forms.ChoiceField(label="Who leads this action?", required=False, widget=forms.RadioSelect)
    leads = forms.CharField(
        label="Leads (optional)",
        help_text="Posts, teams, networks or committees, one on each line. For those who help, write "
        "'with support from' and then who.",
        max_length=LONGEST_LEADS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    status = forms.ChoiceField(
        label="Status",
        help_text="Leave it at 'Not recorded' if the document says none.",
        choices=[(status.value, status.label) for status in Status],
        error_messages={"required": "Choose a status."},
    )
    timescale_seen = seen_field()
    leads_seen = seen_field()

    def __init__(
        self, *args: Any, indicators: Sequence[Indicator], action: ImportedAction, starts_on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.starts_on = starts_on
        self.offered: dict[str, tuple[Sequence[str], str]] = {}
        self.fields["numbers"].choices = numbered(indicators)  # type: ignore[attr-defined]
        self.offer("timescale", action.choices("timescale"), action.timescale, "None of these belongs to it")
        self.offer("lead", action.choices("lead"), action.leads, "None of these leads it")

    def offer(self, part: str, choices: Sequence[str], now: str, none: str) -> None:
        """Offers what it could be, where the document leaves it open; else there is nothing to choose."""
        name = f"{part}_choice"
        if not choices:
            del self.fields[name]
            return
        given = [(str(at), " / ".join(text.split("\n"))) for at, text in enumerate(choices)]
        typed = "Something else, as written below"
        self.fields[name].choices = [*given, (NONE, none), (AS_TYPED, typed)]  # type: ignore[attr-defined]
        at_now = next((str(at) for at, text in enumerate(choices) if text == now), "")
        self.fields[name].initial = at_now or (AS_TYPED if now else NONE)
        self.offered[part] = choices, now

    def chosen(self, part: str, typed: str) -> str:
        """What was chosen; or what was typed, where that is asked for, or the words were changed and the choice not."""
        choices, before = self.offered.get(part, ((), ""))
        name = f"{part}_choice"
        choice = self.cleaned_data.get(name) or AS_TYPED
        is_as_shown = name in self.fields and choice == self.fields[name].initial
        if choice == AS_TYPED or (is_as_shown and typed.split() != before.split()):
            return typed
        return "" if choice == NONE else choices[int(choice)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        timescale = cleaned["timescale"] = self.chosen("timescale", cleaned.get("timescale", ""))
        leads = cleaned["leads"] = self.chosen("lead", cleaned.get("leads", ""))
        if timescale:
            understood = read(timescale, plan_start=self.starts_on)
            self.ask_once("timescale", timescale, said_of_timescale(timescale, understood))
        if not leads.strip():
            return cleaned
        try:
            named = leads_of(leads)
        except forms.ValidationError as error:
            self.add_error("leads", error)
        else:
            # What is new is plain here: before an import hardly any lead is known.
            known = {name.lower() for name in (*named.accountable, *named.supporting)}
            self.ask_once("leads", leads, said_of_leads(named, known))
        return cleaned

    def parts(self) -> dict[str, Any]:
        """The parts of the action, as they are kept."""
        cleaned = self.cleaned_data
        status = cleaned["status"] if cleaned["status"] != Status.NOT_RECORDED else ""
        return {
            "wording": "\n".join(line.strip() for line in cleaned["wording"].splitlines() if line.strip()),
            "numbers": tuple(sorted(cleaned["numbers"])),
            "timescale": " ".join(cleaned["timescale"].split()),
            "leads": cleaned["leads"].strip(),
            "status": status,
        }

    @classmethod
    def about(cls, found: PlanImport, action: ImportedAction, indicators: Sequence[Indicator]) -> "MendForm":
        given = {
            "version": found.version,
            "wording": action.wording,
            "numbers": list(action.numbers),
            "timescale": action.timescale,
            "leads": action.leads,
            "status": action.status or Status.NOT_RECORDED,
            # What is doubtful about these words stands above the form already.
            "timescale_seen": " ".join(action.timescale.split()),
            "leads_seen": " ".join(action.leads.split()),
        }
        return cls(initial=given, indicators=indicators, action=action, starts_on=found.starts_on)


class SplitForm(forms.Form):
    """Where one action ends and the next begins."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    wording = forms.CharField(
        label="The actions",
        help_text="Put an empty line where one action ends and the next begins.",
        max_length=2 * LONGEST_WORDING,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Write the actions, with an empty line between them."},
    )

    def clean_wording(self) -> list[str]:
        text = "\n".join(line.strip() for line in self.cleaned_data["wording"].splitlines())
        parts = [part.strip() for part in text.split("\n\n") if part.strip()]
        if len(parts) < 2:
            raise forms.ValidationError("Put an empty line where one action ends and the next begins.")
        return parts


class ColumnsForm(forms.Form):
    """What each column of a table holds."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    has_headings = forms.BooleanField(
        label="The first row shown is headings, and no action",
        required=False,
        widget=forms.CheckboxInput,
    )

    def __init__(self, *args: Any, headings: Sequence[str], columns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [f"column_{at}" for at in range(len(headings))]
        for at, (name, text) in enumerate(zip(self.names, headings, strict=True)):
            self.fields[name] = forms.ChoiceField(
                label=f"Column {at + 1}: {text[:60]}" if text else f"Column {at + 1}",
                choices=[(column.value, words) for column, words in COLUMN_NAMES.items()],
                initial=columns[at] if at < len(columns) else Column.LEFT_OUT.value,
                error_messages={"required": "Choose what this column holds."},
            )
        self.order_fields(["version", *self.names, "has_headings"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        said = [cleaned.get(name) for name in self.names]
        if said.count(Column.ACTION.value) != 1:
            self.add_error(self.names[0], "Choose one column that holds the actions.")
        elif max(said.count(Column.TIMESCALE.value), said.count(Column.STATUS.value)) > 1:
            self.add_error(self.names[0], "Choose at most one column of timescales, and one of statuses.")
        return cleaned

    @property
    def said(self) -> Said:
        columns = tuple(Column(self.cleaned_data[name]) for name in self.names)
        return Said(columns, self.cleaned_data["has_headings"])


class IndicatorsForm(forms.Form):
    """The indicators of several actions at once."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    numbers = forms.TypedMultipleChoiceField(
        label="Which indicators are they for?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one indicator."},
    )

    def __init__(self, *args: Any, indicators: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = numbered(indicators)  # type: ignore[attr-defined]


def numbered(indicators: Sequence[Indicator]) -> list[tuple[int, str]]:
    return [(each.number, f"{each.number}. {each.subject}") for each in indicators]
