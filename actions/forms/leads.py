"""What is asked about a lead."""

from typing import Any

from django import forms

from actions.lead_names import key_of
from actions.limits import LONGEST_NAME
from actions.models import Lead

NAME = "Post, team, network or committee"
ADDRESS_ERRORS = {"invalid": "Enter an email address, such as name@trust.nhs.uk."}
EITHER = ("kept", "other")


def address_field(label: str, hint: str) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text=hint,
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages=ADDRESS_ERRORS,
    )


class LeadForm(forms.Form):
    """A lead, and who holds it now."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=NAME,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the name of the post, team, network or committee."},
    )
    holder = forms.CharField(
        label="Who holds it now",
        help_text="A person's name. Leave it empty if nobody does.",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    address = address_field("Email address for reminders", "Without one, reminders go to the EDI leads.")

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not key_of(name):
            raise forms.ValidationError("Enter the name in words.")
        return name

    @classmethod
    def about(cls, lead: Lead) -> "LeadForm":
        given = {"version": lead.version, "name": lead.name, "holder": lead.holder, "address": lead.address}
        return cls(initial=given)


class NewLeadForm(LeadForm):
    """A lead that does not exist yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]


class HandOverForm(forms.Form):
    """Who holds a post from today."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    holder = forms.CharField(
        label="Who holds it from today",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    address = address_field("Their email address", "Reminders go there. Without one, they go to the EDI leads.")
    vacant = forms.BooleanField(label="Nobody holds it for now", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        named = cleaned.get("holder") or cleaned.get("address") or "address" in self.errors
        vacant = cleaned.pop("vacant", False)
        if not named and not vacant:
            self.add_error("holder", "Enter who holds it from today, or choose 'Nobody holds it for now'.")
        if named and vacant:
            self.add_error("vacant", "Enter who holds it, or choose 'Nobody holds it for now', not both.")
        return cleaned


class MergeForm(forms.Form):
    """Which name and which contact stay when two leads become one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.ChoiceField(
        label="Which name stays?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the name that stays."},
    )
    contact = forms.ChoiceField(
        label="Who holds it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who holds it."},
    )

    def __init__(self, *args: Any, lead: Lead, other: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"version": lead.version, "other_version": other.version}
        self.leads = dict(zip(EITHER, (lead, other), strict=True))
        self.fields["name"].choices = [(key, each.name) for key, each in self.leads.items()]  # type: ignore[attr-defined]
        said = {key: each.contact for key, each in self.leads.items() if each.contact}
        if len(set(said.values())) > 1:
            self.fields["contact"].choices = list(said.items())  # type: ignore[attr-defined]
        else:
            del self.fields["contact"]
            self.only = next(iter(said), EITHER[0])

    def merging(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        answers = self.cleaned_data
        versions = dict(zip(EITHER, (answers["version"], answers["other_version"]), strict=True))
        gone = next(key for key in EITHER if key != answers["name"])
        contact = self.leads[answers.get("contact") or self.only]
        return {
            "kept": self.leads[answers["name"]],
            "kept_version": versions[answers["name"]],
            "merged": self.leads[gone],
            "merged_version": versions[gone],
            "holder": contact.holder,
            "address": contact.address,
        }
