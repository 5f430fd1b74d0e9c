"""Adds an action to a plan, changes its words, and removes one that was added by mistake."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Max

from actions.lead_words import LeadWords
from actions.models import Action, Leadership, Plan, Revision
from actions.services import deadlines, ordering
from actions.services.leading import find_or_make_lead
from actions.services.planning import lock
from actions.services.updating import take_version
from actions.timescales import Timescale
from indicators.models import Indicator


class TouchedError(Exception):
    """Something is recorded on the action, so it can be closed but not removed."""


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
    turn = turn_after(plan, indicators)
    action = Action(plan=plan, place=next_place(plan), wording=wording)
    deadlines.set_timescale(action, printed=timescale, understood=understood)
    action.save()
    action.indicators.set(indicators)
    set_leads(action, leads)
    if deadline := deadlines.first_deadline(action, understood):
        deadline.save()
    if turn is not None:
        ordering.put_at(action, ordering.order_of(plan), turn)
    return action


def next_place(plan: Plan) -> int:
    last: int = Action.objects.filter(plan=plan).aggregate(last=Max("place"))["last"] or 0
    return last + 1


def turn_after(plan: Plan, indicators: Iterable[Indicator]) -> int | None:
    """The turn behind the last action with just these indicators; None where there is none."""
    wanted = {indicator.pk for indicator in indicators}
    actions = Action.objects.filter(plan=plan).order_by("place", "pk").prefetch_related("indicators")
    found = [turn for turn, each in enumerate(actions, 1) if {row.pk for row in each.indicators.all()} == wanted]
    return found[-1] if found else None


@transaction.atomic
def edit_action(
    *, action: Action, version: int, wording: str, indicators: Collection[Indicator], leads: LeadWords
) -> None:
    """Raises EditedMeanwhileError where the action is no longer at `version`, and writes nothing then."""
    take_version(action, version)
    action.wording = wording
    action.save(update_fields=["wording"])
    action.indicators.set(indicators)
    set_leads(action, leads)


def set_leads(action: Action, words: LeadWords) -> None:
    """Who leads and who supports, in the order of the words; a lead that is not known yet is added.

    Two spellings of one lead count once, in the first place in which they stand.
    """
    kinds = Leadership.Kind
    named = [(name, kinds.ACCOUNTABLE) for name in words.accountable]
    named += [(name, kinds.SUPPORTING) for name in words.supporting]
    organisation = action.plan.organisation
    wanted: dict[int, Leadership] = {}
    for place, (name, kind) in enumerate(named):
        lead = find_or_make_lead(organisation=organisation, name=name)
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


def is_touched(action: Action) -> bool:
    """Whether anything is recorded on it besides its own words and dates."""
    recorded = (
        action.updates,
        action.evidence,
        action.reminders,
        action.approved,
        action.carried_from,
        action.carried_to,
    )
    return (
        any(rows.exists() for rows in recorded)
        or action.deadlines.exclude(met_on=None, missed_on=None).exists()
        or Revision.objects.filter(deadline__action=action).exists()
    )


@transaction.atomic
def remove_action(*, action: Action, version: int) -> None:
    """Removes an action that nothing else touched. Raises TouchedError, or EditedMeanwhileError, and removes nothing.

    Its history stays, as that of a deleted row.
    """
    lock(action.plan)
    take_version(action, version)
    if is_touched(action):
        raise TouchedError("Something is recorded on this action, so it cannot be removed. Close it with a reason.")
    place = action.place
    action.delete()
    ordering.close_gap(action.plan, place)
