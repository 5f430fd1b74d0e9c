"""What an update asks for."""

from typing import Any

from django import forms
from django.http import QueryDict

from actions.models import Action
from actions.statuses import NEEDS_WORDS, Status


class UpdateForm(forms.Form):
    """A status and a sentence, with the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label="How is it going?",
        choices=[(status.value, status.label) for status in Status if status != Status.NOT_RECORDED],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is going."},
    )
    progress = forms.CharField(
        label="What has happened?",
        help_text="One or two sentences. Needed if it is at risk, off track, complete or closed.",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        status = cleaned.get("status")
        if status in NEEDS_WORDS and "progress" in cleaned and not cleaned["progress"].strip():
            self.add_error("progress", NEEDS_WORDS[status])
        return cleaned

    @classmethod
    def about(cls, action: Action) -> "UpdateForm":
        status = "" if action.status == Status.NOT_RECORDED else action.status
        return cls(initial={"version": action.version, "status": status}, auto_id=ids_of(action))

    @classmethod
    def answered(cls, action: Action, answers: QueryDict) -> "UpdateForm":
        return cls(answers, auto_id=ids_of(action))


def ids_of(action: Action) -> str:
    """Several forms may be open in one page, so each has ids of its own."""
    return f"id_{action.pk}_%s"
