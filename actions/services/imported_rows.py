"""The rows that a confirmed import writes: actions with their indicators, deadlines and leads, in few statements."""

from collections import Counter
from collections.abc import Iterable, Sequence

from simple_history.utils import bulk_create_with_history

from accounts.models import Organisation
from actions.imported import PART_NAMES, ImportedAction, to_look_at
from actions.lead_names import key_of
from actions.models import Action, Deadline, Leadership, Plan, PlanImport
from actions.services import deadlines
from actions.services.leading import find_or_make_lead, leads_by_key
from actions.statuses import Status
from actions.timescales import Timescale
from indicators.models import Indicator

AT_ONCE = 500


def write(found: PlanImport, plan: Plan, actions: Sequence[ImportedAction]) -> list[int]:
    """Writes the actions into a plan that has none; the numbers of the leads that were made for them."""
    understood = [action.understood(plan.starts_on) for action in actions]
    rows = [Action(plan=plan, place=place, imported_in=found) for place in range(1, len(actions) + 1)]
    for row, action, timescale in zip(rows, actions, understood, strict=True):
        row.wording, row.status = action.wording, action.status or Status.NOT_RECORDED
        deadlines.set_timescale(row, printed=action.timescale, understood=timescale)
        doubts = to_look_at(action, plan.starts_on)
        asked = [doubt.words for doubt in doubts if doubt.about == "timescale"]
        row.doubts = list(dict.fromkeys([*asked, *still_open(row.doubts, timescale, is_seen=action.seen)]))
        row.unchecked = [f"{PART_NAMES[each.about]}: {each.words}" for each in doubts if each.about != "timescale"]
    saved = bulk_create_with_history(rows, Action, batch_size=AT_ONCE)
    first = [deadlines.first_deadline(row, timescale) for row, timescale in zip(saved, understood, strict=True)]
    bulk_create_with_history([deadline for deadline in first if deadline], Deadline, batch_size=AT_ONCE)
    _set_indicators(plan, zip(saved, actions, strict=True))
    return _set_leads(plan.organisation, list(zip(saved, actions, strict=True)))


def still_open(doubts: Sequence[str], understood: Timescale, *, is_seen: bool) -> list[str]:
    """What is asked later of words that somebody accepted: only what was not shown, or where they give no date."""
    gives_a_date = understood.due or understood.repeat or understood.ongoing
    return [doubt for doubt in doubts if not (is_seen and gives_a_date and doubt in understood.doubts)]


def _set_indicators(plan: Plan, pairs: Iterable[tuple[Action, ImportedAction]]) -> None:
    valid = Indicator.objects.filter(standard=plan.standard).valid_in(plan.year)
    by_number = {indicator.number: indicator.pk for indicator in valid}
    through = Action.indicators.through
    links = [
        through(action_id=row.pk, indicator_id=by_number[number]) for row, action in pairs for number in action.numbers
    ]
    through.objects.bulk_create(links, batch_size=AT_ONCE)


def _set_leads(organisation: Organisation, pairs: Sequence[tuple[Action, ImportedAction]]) -> list[int]:
    known = leads_by_key(organisation)
    before = {lead.pk for lead in known.values()}
    said = one_spelling(name for _, action in pairs for name in (*action.named.accountable, *action.named.supporting))
    links: dict[tuple[int, int], Leadership] = {}
    for row, action in pairs:
        named = action.named
        kinds = [(name, Leadership.Kind.ACCOUNTABLE) for name in named.accountable]
        kinds += [(name, Leadership.Kind.SUPPORTING) for name in named.supporting]
        for place, (name, kind) in enumerate(kinds):
            lead = find_or_make_lead(organisation=organisation, name=said[key_of(name)], known=known)
            links.setdefault((row.pk, lead.pk), Leadership(action=row, lead=lead, kind=kind, place=place))
    bulk_create_with_history(list(links.values()), Leadership, batch_size=AT_ONCE)
    return sorted({lead.pk for lead in known.values()} - before)


def one_spelling(names: Iterable[str]) -> dict[str, str]:
    """By key the spelling that a document uses most, the first of several."""
    found: dict[str, str] = {}
    for name, _ in Counter(names).most_common():
        found.setdefault(key_of(name), name)
    return found
