"""How each address is reminded: by the rules of its organisation, and by what the person who has it chose."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import Organisation
from actions.models import ReminderChoice
from actions.occasions import Rules
from outbox.models import Message


def rules_of(organisation: Organisation) -> Rules:
    return Rules(tuple(organisation.remind_before), tuple(organisation.remind_after), organisation.escalate_after)


@dataclass(frozen=True)
class Choices:
    """Of the people who chose something: their days before, and who wants one message a week."""

    before: dict[str, tuple[int, ...]] = field(default_factory=dict)
    weekly: frozenset[str] = frozenset()

    def rules_for(self, address: str, rules: Rules) -> Rules:
        return replace(rules, before=self.before[address]) if address in self.before else rules


def choices() -> Choices:
    """In one query, since few people choose."""
    rows = list(ReminderChoice.objects.filter(user__is_active=True).values_list("user__email", "before", "weekly"))
    return Choices(
        before={address: tuple(days) for address, days, _ in rows if days is not None},
        weekly=frozenset(address for address, _, weekly in rows if weekly),
    )


def had_their_week(chosen: Choices, *, kind: str, on: date) -> set[tuple[int, str]]:
    """The organisations and addresses of those who want one message a week, and have had it."""
    if not chosen.weekly:
        return set()
    since = timezone.make_aware(datetime.combine(week_of(on), time()))
    # What a mail server put off until this week is this week's. One that nobody needed any more is none.
    this_week = Q(created_at__gte=since) | Q(handed_over_at__gte=since)
    had = Message.objects.filter(this_week, kind=kind, address__in=chosen.weekly).needed()
    return set(had.exclude(created_at__date=on).order_by().values_list("organisation", "address"))


def had_their_day(*, kind: str, on: date) -> set[tuple[int, str]]:
    """The organisations and addresses to which a message left us today, or is just leaving."""
    since = timezone.make_aware(datetime.combine(on, time()))
    leaving = Q(state=Message.State.SENDING) | Q(
        handed_over_at__gte=since, handed_over_at__lt=since + timedelta(days=1)
    )
    return set(Message.objects.filter(leaving, kind=kind).order_by().values_list("organisation", "address"))


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())
