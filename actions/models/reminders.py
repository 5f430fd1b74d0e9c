"""Who was reminded of what, and how a person wants to be."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from actions.models.actions import Action
from outbox.models import Message


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def counting(self) -> Self:
        """Those by which an occasion has been dealt with: not what was dropped before it went."""
        return self.exclude(state=Reminder.State.DROPPED)


class Reminder(models.Model):
    """That an occasion to remind one recipient has been dealt with: unique, so it is sent once.

    `due_on` is the deadline's day, or the quarter's last day for an ongoing action without an update.
    A moved deadline has new occasions; one that is moved back finds its old ones here.
    """

    class State(models.TextChoices):
        IN_MESSAGE = "in_message", "In a message"
        SUPERSEDED = "superseded", "A later reminder took its place"
        DROPPED = "dropped", "No longer needed when the message was to go"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    occasion = models.CharField(max_length=20)
    day = models.DateField("of the occasion")
    address = models.EmailField()
    state = models.CharField(max_length=12, choices=State)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reminders", null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "action", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["action", "due_on", "occasion", "address"], name="an_occasion_once_a_recipient"
            ),
            models.CheckConstraint(
                condition=Q(state="superseded") | Q(state__in=["in_message", "dropped"], message__isnull=False),
                name="a_reminder_has_its_message",
            ),
        )

    def __str__(self) -> str:
        return f"{self.occasion} for {self.due_on}"


class ReminderChoiceQuerySet(models.QuerySet["ReminderChoice"]):
    def of(self, user: User) -> "ReminderChoice | None":
        """What this person chose, or None."""
        return self.filter(user=user).first()


class ReminderChoice(models.Model):
    """What a person who signs in chose for their own reminders. What is overdue cannot be switched off."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="reminder_choice")
    before = models.JSONField("days before a deadline; none in place of those of the organisation", null=True)
    weekly = models.BooleanField("one message a week at most", default=False)

    objects = ReminderChoiceQuerySet.as_manager()

    class Meta:
        ordering = ("user",)

    def __str__(self) -> str:
        return f"{self.user}, {'weekly' if self.weekly else 'daily'}"
