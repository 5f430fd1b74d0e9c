"""What the pages of leads say: who held a post and when, and what happens where nobody can be reached."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import Organisation
from actions.due import contacts_of
from actions.likeness import likely_pairs
from actions.models import Action, Lead

MOST_PAIRS = 20


@dataclass(frozen=True)
class Held:
    """Who held a post, from one day until another; `until` is None for whoever holds it now."""

    who: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Pair:
    """Two leads that may be the same one."""

    one: Lead
    other: Lead


def holders_of(lead: Lead) -> list[Held]:
    """Everybody who held it, the newest first; what was put right within a day counts once. One query."""
    rows = lead.history.order_by("history_date", "history_id").values_list("history_date", "holder", "address")
    spans: list[tuple[date, str]] = []
    for at, holder, address in rows:
        who, on = Lead(holder=holder, address=address).contact, day_of(at)
        if spans and spans[-1][0] == on:
            spans.pop()
        if not spans or spans[-1][1] != who:
            spans.append((on, who))
    ends = [since for since, _ in spans[1:]] + [None]
    return [Held(who, since, until) for (since, who), until in zip(spans, ends, strict=True) if who][::-1]


def day_of(at: datetime) -> date:
    return timezone.localdate(at)


def who_stands_in(organisation: Organisation) -> list[str]:
    """The names of those who get what cannot be sent to a lead."""
    return [contact.name for contact in contacts_of([organisation])[organisation.pk]]


def pairs_among(organisation: Organisation) -> list[Pair]:
    """Leads that are likely the same under two spellings."""
    by_name = {lead.name: lead for lead in Lead.objects.of(organisation)}
    return [Pair(by_name[one], by_name[other]) for one, other in likely_pairs(tuple(by_name))[:MOST_PAIRS]]


@dataclass(frozen=True)
class Together:
    """What belongs to two leads: open actions of each and of both, and how many actions in all."""

    open_of_one: int
    open_of_other: int
    open_of_both: int
    altogether: int


def together(one: Lead, other: Lead) -> Together:
    actions = Action.objects.of(one.organisation)
    still_open = actions.open()
    return Together(
        open_of_one=still_open.led_by([one]).count(),
        open_of_other=still_open.led_by([other]).count(),
        open_of_both=still_open.led_by([one]).led_by([other]).count(),
        altogether=actions.led_by([one, other]).count(),
    )
