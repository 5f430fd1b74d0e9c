"""What is asked about the published report."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.timezone import localtime

from actions.forms.approvals import ApprovalForm
from reports.models import Publication

LONGEST_TEXT = 10_000
LONGEST_REASON = 1_000


class TextsForm(forms.Form):
    """The trust's own words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    introduction = forms.CharField(
        label="Introduction (optional)",
        help_text="Leave this empty to use the introduction that you saw in the draft. An empty line begins a new "
        "paragraph. Name posts and not persons.",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    progress = forms.CharField(
        label="What we did since last year (optional)",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, typed: Any = None, *, publication: Publication) -> None:
        stands = {name: getattr(publication, name) for name in ("version", "introduction", "progress")}
        super().__init__(typed, initial=stands)

    @property
    def texts(self) -> dict[str, str]:
        """Line ends as the document has them, whatever the browser sends."""
        return {name: "\n".join(self.cleaned_data[name].splitlines()) for name in ("introduction", "progress")}


class ApproveReportForm(ApprovalForm):
    """Who approved the report, and when; the same as of its plan, unless they say otherwise."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, typed: Any = None, *, publication: Publication, on: date) -> None:
        stands = {"version": publication.version, **approval_of(publication)}
        super().__init__(typed, plan=publication.plan, on=on, initial=stands)


def approval_of(publication: Publication) -> dict[str, Any]:
    """What is on record of the report, or else of its plan."""
    if publication.approved_on:
        return {"body": publication.approved_by, "approved_on": publication.approved_on}
    latest = publication.plan.approvals.standing().first()
    return {"body": latest.body, "approved_on": latest.approved_on} if latest else {}


class PublishForm(forms.Form):
    """That somebody looked at what becomes public, and what it was: without that, it is looked at anew."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen_as = forms.CharField(required=False, widget=forms.HiddenInput)
    has_looked = forms.BooleanField(
        label="I have read the report and what is said above. It may be public.",
        widget=forms.CheckboxInput,
        error_messages={"required": "Tick the box when you have read the report and what is said above."},
    )


class WithdrawForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Kept on record for your organisation. The public page says only that the report was withdrawn.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why the report is withdrawn."},
    )
    others = forms.TypedMultipleChoiceField(
        label="Other editions that can still be read (optional)",
        help_text="Tick those that are withdrawn too. What was wrong in this one may stand in them.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, typed: Any = None, *, publication: Publication, others: Sequence[Publication]) -> None:
        super().__init__(typed, initial={"version": publication.version})
        field = cast("forms.TypedMultipleChoiceField", self.fields["others"])
        field.choices = [(each.edition, in_words(each)) for each in others]
        if not others:
            del self.fields["others"]


def in_words(edition: Publication) -> str:
    state = "public now" if edition.is_public else "replaced"
    return f"Edition {edition.edition}, published on {localtime(edition.published_at):%-d %B %Y}, {state}"
