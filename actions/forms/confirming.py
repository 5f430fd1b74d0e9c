"""What is asked of somebody who confirms a completion, or sends it back."""

from typing import Any

from django import forms

from actions.forms.updates import UpdateForm
from actions.statuses import Status


class ConfirmForm(forms.Form):
    """The version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SendBackForm(UpdateForm):
    """What is missing, and how the action stands instead: an update that opens it again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status, reason = self.fields["status"], self.fields["progress"]
        ended = {*Status.ended(), Status.NOT_RECORDED}
        status.label = "How does it stand?"
        status.choices = [(each.value, each.label) for each in Status if each not in ended]  # type: ignore[attr-defined]
        status.error_messages = status.error_messages | {"required": "Choose how it stands."}
        reason.label, reason.help_text, reason.required = "What is missing?", "The lead reads this.", True
        reason.error_messages = reason.error_messages | {"required": "Say what is missing, so that it can be done."}
