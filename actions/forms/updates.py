"""What an update asks for."""

from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from actions.forms.evidence import EvidenceFields
from actions.models import Action
from actions.statuses import CLOSED_BY_HAND, NEEDS_PROOF, Status, missing


class AnswersForm(forms.Form):
    """A status and a sentence; more is asked where a status needs it."""

    status = forms.ChoiceField(
        label="How is it going?",
        choices=[(status.value, status.label) for status in Status if status != Status.NOT_RECORDED],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is going."},
    )
    progress = forms.CharField(
        label="What has happened?",
        help_text="One or two sentences. If it is at risk or off track, say whether it gets better or worse, and why.",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    being_done = forms.CharField(
        label="What is being done about it?", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    improves = forms.CharField(
        label="When will it improve?",
        help_text="For example, by the end of March, or when the new system is in.",
        max_length=300,
        required=False,
    )
    closed_because = forms.ChoiceField(
        label="Why is it closed?", choices=CLOSED_BY_HAND, required=False, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        status = cleaned.get("status", "")
        needed = missing(status, cleaned)
        if status == Status.COMPLETE and not cleaned.get("progress") and not self.is_shown(cleaned):
            needed = {"progress": NEEDS_PROOF}
        for field, words in needed.items():
            if field not in self.errors:
                self.add_error(field, words)
        if status != Status.CLOSED:
            cleaned["closed_because"] = ""
        return cleaned

    def is_shown(self, cleaned: dict[str, Any]) -> bool:
        """Whether evidence shows what was done, so that it need not be said."""
        return False


class UpdateForm(EvidenceFields, AnswersForm):
    """The answers on one action, with evidence, and the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": ids_of(action)} | kwargs))
        self.action = action

    def clean(self) -> dict[str, Any]:
        """The answers as the service takes them: whatever shows what was done stands in `evidence`."""
        cleaned = super().clean()
        cleaned["evidence"] = self.offered(cleaned)
        return {name: value for name, value in cleaned.items() if name not in ("file", "address")}

    def is_shown(self, cleaned: dict[str, Any]) -> bool:
        """Evidence that was refused is offered again, so that words are not asked for as well."""
        refused = "file" in self.errors or "address" in self.errors
        return refused or bool(self.offered(cleaned)) or self.action.evidence.kept().exists()

    @classmethod
    def about(cls, action: Action) -> Self:
        status = "" if action.status == Status.NOT_RECORDED else action.status
        return cls(initial={"version": action.version, "status": status}, action=action)

    @classmethod
    def answered(cls, action: Action, answers: QueryDict, files: MultiValueDict[str, Any] | None = None) -> Self:
        return cls(answers, files, action=action)


def ids_of(action: Action) -> str:
    """Several forms may be open in one page, so each has ids of its own."""
    return f"id_{action.pk}_%s"
