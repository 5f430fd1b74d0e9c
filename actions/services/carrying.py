"""Carries the actions of a plan forward into the next one: all that was chosen at once, or nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from actions.lead_words import LeadWords
from actions.models import Action, CarriedForward, Carrying, Lead, Plan, Update
from actions.services.editing import put_in
from actions.services.lasting import take_deadlines, take_timescale
from actions.services.leading import leads_by_key
from actions.services.meanwhile import check_versions, take_action
from actions.services.planning import lock
from actions.statuses import ClosedBecause, Status
from actions.timescales import Timescale
from indicators.models import Indicator


@dataclass(frozen=True)
class Next:
    """An action of the next plan, and those that it goes on from: several where they are merged into the first.

    `understood` is None where the timescale has the same words as that of the first: then its dates go on too.
    """

    origins: tuple[Action, ...]
    wording: str
    indicators: Collection[Indicator]
    leads: LeadWords
    timescale: str = ""
    understood: Timescale | None = None


@dataclass(frozen=True)
class Ending:
    """An action that is closed and does not go on."""

    action: Action
    because: str
    words: str


@transaction.atomic
def carry_forward(
    *,
    origin: Plan,
    year: int,
    starts_on: date,
    going_on: Collection[Next],
    ending: Collection[Ending],
    versions: Mapping[int, int],
    by: User,
    at: datetime,
) -> Carrying:
    """Makes the plan of `year` where there is none yet. `versions` are those that the person saw, by action.

    Raises ChangedMeanwhileError, and writes nothing then.
    """
    lock(origin)
    take_versions(concerned(going_on, ending), versions)
    onto, is_new = Plan.objects.get_or_create(
        organisation=origin.organisation, standard=origin.standard, year=year, defaults={"starts_on": starts_on}
    )
    lock(onto)
    carrying = Carrying.objects.create(origin=origin, onto=onto, made_the_plan=is_new, made_by=by, made_at=at)
    known = leads_by_key(origin.organisation)
    for one in going_on:
        carry(one, onto, carrying, known)
    close_all([*endings_of(going_on, onto), *ending], carrying)
    return carrying


def concerned(going_on: Iterable[Next], ending: Iterable[Ending]) -> dict[int, Action]:
    """The actions of the earlier plan, by number."""
    origins = {each.pk: each for one in going_on for each in one.origins}
    return origins | {one.action.pk: one.action for one in ending}


def take_versions(actions: Mapping[int, Action], versions: Mapping[int, int]) -> None:
    """Moves every action to its next version, or raises where one is not as it was seen or goes on already."""
    carried = CarriedForward.objects.filter(origin__in=actions).values_list("origin", flat=True)
    check_versions(actions.values(), versions, gone=carried)
    for action in actions.values():
        take_action(action, versions[action.pk])


def carry(one: Next, onto: Plan, carrying: Carrying, known: dict[str, Lead]) -> None:
    """Adds an action to the next plan, with its dates, its goals, and the trail to where it came from."""
    first = one.origins[0]
    action = Action(plan=onto, wording=one.wording)
    take_timescale(first, action, printed=one.timescale, understood=one.understood)
    put_in(action, indicators=one.indicators, leads=one.leads, known=known)
    take_deadlines(one.origins, action, one.understood, carrying)
    action.goals.set({goal for origin in one.origins for goal in origin.goals.all()})
    CarriedForward.objects.bulk_create(
        CarriedForward(carrying=carrying, origin=origin, onto=action) for origin in one.origins
    )


def endings_of(going_on: Collection[Next], onto: Plan) -> list[Ending]:
    """Why each of the earlier actions is closed, in words. Without their numbers there, which may still change."""
    merged = {origin.pk for one in going_on for origin in one.origins[1:]}
    found = []
    for origin in dict.fromkeys(origin for one in going_on for origin in one.origins):
        number = Action.objects.filter(plan=onto, carried_from__origin=origin).count()
        named = f"as {number} actions of" if number > 1 else "in"
        because = ClosedBecause.MERGED if origin.pk in merged else ClosedBecause.CARRIED_FORWARD
        found.append(Ending(origin, because, f"Goes on {named} the {onto.year} plan."))
    return found


def close_all(ending: Collection[Ending], carrying: Carrying) -> None:
    """What has ended already stays as it ended."""
    carrying.updates.set([close(one, carrying) for one in ending if one.action.status not in Status.ended()])


def close(one: Ending, carrying: Carrying) -> Update:
    action = one.action
    update = Update.objects.create(
        action=action,
        status_before=action.status,
        status=Status.CLOSED,
        progress=one.words,
        closed_because=one.because,
        version=action.version,
        made_by=carrying.made_by,
        made_at=carrying.made_at,
        made_on=timezone.localdate(carrying.made_at),
    )
    action.status = Status.CLOSED
    action.save(update_fields=["status"])
    return update
