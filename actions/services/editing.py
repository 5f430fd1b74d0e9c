"""Adds an action to a plan, changes its words, and removes one that was added by mistake."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from actions.lead_words import LeadWords
from actions.models import Action, Lead, Leadership, Plan, Revision
from actions.models.actions import INDICATORS_BEFORE, numbers_in_words
from actions.services import deadlines, ordering
from actions.services.leading import find_or_make_lead
from actions.services.meanwhile import TouchedError, take_action
from actions.services.planning import lock
from actions.timescales import Timescale
from indicators.models import Indicator


@transaction.atomic
def add_action(
    *,
    plan: Plan,
    wording: str,
    indicators: Collection[Indicator],
    leads: LeadWords,
    timescale: str,
    understood: Timescale,
) -> Action:
    """Puts it behind the last action of the plan that serves the same indicators, or else at the end."""
    lock(plan)
    action = Action(plan=plan, wording=wording)
    deadlines.set_timescale(action, printed=timescale, understood=understood)
    put_in(action, indicators=indicators, leads=leads)
    if deadline := deadlines.first_deadline(action, understood):
        deadline.save()
    return action


def put_in(
    action: Action, *, indicators: Collection[Indicator], leads: LeadWords, known: dict[str, Lead] | None = None
) -> None:
    """Saves an action that its plan does not have yet, with those whom it is for and those who lead it."""
    plan = action.plan
    turn = turn_after(plan, indicators)
    action.place = next_place(plan)
    action.save()
    action.indicators.set(indicators)
    set_leads(action, leads, known)
    if turn is not None:
        ordering.put_at(action, ordering.order_of(plan), turn)


def next_place(plan: Plan) -> int:
    last: int = Action.objects.filter(plan=plan).aggregate(last=Max("place"))["last"] or 0
    return last + 1


def turn_after(plan: Plan, indicators: Iterable[Indicator]) -> int | None:
    """The turn behind the last action with just these indicators; None where there is none."""
    wanted = {indicator.pk for indicator in indicators}
    served: dict[int, set[int]] = {}
    rows = Action.objects.filter(plan=plan).order_by("place", "pk").values_list("pk", "indicators")
    for action, indicator in rows:
        served.setdefault(action, set()).add(indicator)
    found = [turn for turn, each in enumerate(served.values(), 1) if each == wanted]
    return found[-1] if found else None


@transaction.atomic
def edit_action(
    *, action: Action, version: int, wording: str, indicators: Collection[Indicator], leads: LeadWords
) -> None:
    """Raises ChangedMeanwhileError where the action is no longer at `version`, and writes nothing then."""
    take_action(action, version)
    # Whoever saves them has looked at what a document had left open about them.
    action.wording, action.unchecked = wording, []
    action._change_reason = indicators_before(action, indicators)  # type: ignore[attr-defined]
    action.save(update_fields=["wording", "unchecked"])
    action.indicators.set(indicators)
    set_leads(action, leads)


def indicators_before(action: Action, wanted: Collection[Indicator]) -> str | None:
    """What the history of the action says of a change in whom it is for, of which it has no rows."""
    standing = action.indicators.order_by("number", "pk")
    return None if set(standing) == set(wanted) else f"{INDICATORS_BEFORE}{numbers_in_words(standing)}"


def set_leads(action: Action, words: LeadWords, known: dict[str, Lead] | None = None) -> None:
    """Who leads and who supports, in the order of the words; a lead that is not known yet is added.

    Who does so for many actions passes `known`, as to `find_or_make_lead`. Two spellings of one lead count once, in
    the first place in which they stand.
    """
    kinds = Leadership.Kind
    named = [(name, kinds.ACCOUNTABLE) for name in words.accountable]
    named += [(name, kinds.SUPPORTING) for name in words.supporting]
    organisation = action.plan.organisation
    wanted: dict[int, Leadership] = {}
    for place, (name, kind) in enumerate(named):
        lead = find_or_make_lead(organisation=organisation, name=name, known=known)
        wanted.setdefault(lead.pk, Leadership(action=action, lead=lead, kind=kind, place=place))
    standing = {each.lead_id: each for each in action.leaderships.all()}
    for pk, each in standing.items():
        if pk not in wanted:
            each.delete()
    for pk, each in wanted.items():
        save_leadership(standing.get(pk), each)


def save_leadership(standing: Leadership | None, wanted: Leadership) -> None:
    """Writes only what changed, so that the history has no rows that say nothing."""
    if standing is None:
        wanted.save()
    elif (standing.kind, standing.place) != (wanted.kind, wanted.place):
        standing.kind, standing.place = wanted.kind, wanted.place
        standing.save()


def is_touched(action: Action, *, since: datetime | None = None) -> bool:
    """Whether anything is recorded on it besides its own words and dates.

    With `since`, what it came with from an earlier plan then is no record of its own.
    """
    recorded: list[Any] = [action.updates, action.evidence, action.reminders, action.approved, action.carried_to]
    moves = Revision.objects.filter(deadline__action=action)
    if since is None:
        recorded.append(action.carried_from)
    else:
        moves = moves.filter(made_at__gt=since)
    past = action.deadlines.exclude(met_on=None, missed_on=None, dropped_on=None)
    return any(rows.exists() for rows in (*recorded, moves, past))


@transaction.atomic
def remove_action(*, action: Action, version: int) -> None:
    """Removes an action that nothing else touched. Raises TouchedError, or ChangedMeanwhileError, and removes nothing.

    Its history stays, as that of a deleted row.
    """
    lock(action.plan)
    take_action(action, version)
    if is_touched(action):
        raise TouchedError("Something is recorded on this action, so it cannot be removed. Close it with a reason.")
    # Another action may have been put before this one, or removed there, until the lock was taken.
    action.refresh_from_db(fields=["place"])
    place = action.place
    action.delete()
    ordering.close_gap(action.plan, place)
