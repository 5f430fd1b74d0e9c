"""What a person may choose about their own reminders."""

from typing import Any

from django import forms

from accounts.models import Organisation, User
from actions.models import ReminderChoice

DAYS = (60, 30, 14, 7, 3, 1)


class OwnRemindersForm(forms.Form):
    """Days before a deadline, and how often: the day itself and what is overdue always come."""

    before = forms.MultipleChoiceField(
        label="When do you want to be reminded before a deadline?",
        help_text="Choose all that you want, or none. A deadline on its day, and what is overdue, always comes.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    often = forms.ChoiceField(
        label="How often at most?",
        choices=[("daily", "One message a day"), ("weekly", "One message a week")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often.", "invalid_choice": "Choose how often."},
    )

    def __init__(self, *args: Any, organisation: Organisation, choice: ReminderChoice | None, **kwargs: Any) -> None:
        self.usual = sorted(organisation.remind_before, reverse=True)
        own = self.usual if choice is None or choice.before is None else choice.before
        kwargs["initial"] = {
            "before": [str(days) for days in own],
            "often": "weekly" if choice and choice.weekly else "daily",
        }
        super().__init__(*args, **kwargs)
        offered = sorted({*DAYS, *self.usual, *own}, reverse=True)
        self.fields["before"].choices = [(str(days), in_words(days, days in self.usual)) for days in offered]  # type: ignore[attr-defined]

    def save(self, user: User) -> None:
        """Who chooses what is usual follows the organisation, also when that changes."""
        days = sorted(map(int, self.cleaned_data["before"]), reverse=True)
        chosen = {"before": None if days == self.usual else days, "weekly": self.cleaned_data["often"] == "weekly"}
        ReminderChoice.objects.update_or_create(user=user, defaults=chosen)


def in_words(days: int, is_usual: bool) -> str:
    said = "1 day before" if days == 1 else f"{days} days before"
    return f"{said} (usual here)" if is_usual else said
