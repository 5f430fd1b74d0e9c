"""What was delivered for each indicator beside how it moved: actions that could show in its figures, and others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from accounts.models import Organisation
from actions.models import Action, CarriedForward, Deadline, Plan, Update
from actions.statuses import Status
from indicators.tables import Row
from reports.delivery_words import (
    Move,
    Tally,
    Years,
    actions_in_words,
    in_short,
    late_in_words,
    move_in_words,
    move_of,
    others_in_words,
    plans_in_words,
    too_late,
    verdict,
    years_compared,
)

# Pairs of an action and the one that it goes on as.
Carried = AbstractSet[tuple[int, int]]


@dataclass(frozen=True)
class Counted:
    """An action, as far as it counts here."""

    pk: int
    plan: int
    is_delivered: bool
    delivered_on: date | None
    is_overdue: bool
    is_closed: bool
    waits: bool


@dataclass(frozen=True)
class Delivery:
    """What stands beside an indicator: the sentences of its page, and the one line of the overview."""

    years: Years
    move: Move
    tally: Tally
    sentences: tuple[str, ...]
    short: str


@dataclass(frozen=True)
class Deliveries:
    """Every indicator that any action is for, by number; `total` counts an action that is for several once."""

    by_number: Mapping[int, Delivery]
    total: Tally


def deliveries(organisation: Organisation, standard: str, rows: Iterable[Row], *, on: date) -> Deliveries:
    """In four queries, however many actions and indicators there are."""
    plans = list(Plan.objects.of(organisation).filter(standard__code=standard).order_by("starts_on", "pk"))
    actions, numbers = counted_of(plans, on=on), numbers_of(plans)
    carried = set(CarriedForward.objects.filter(origin__plan__in=plans).values_list("origin", "onto"))
    found: dict[int, Delivery] = {}
    used: list[Counted] = []
    for row in rows:
        mine = [action for action in actions if row.indicator.number in numbers[action.pk]]
        if made := delivery_of(row, plans, mine, carried):
            found[row.indicator.number] = made
            used += bearing_on(row, plans, mine)
    return Deliveries(found, tally_of(used, carried))


def bearing_on(row: Row, plans: list[Plan], actions: list[Counted]) -> list[Counted]:
    """The actions that the sentences of an indicator are about."""
    years = years_compared(row.definition, row.latest.year)
    later = [plan for plan in plans if plan.starts_on >= years.taken]
    return of_plans([*in_force_between(plans, years), *later], actions)


def delivery_of(row: Row, plans: list[Plan], actions: list[Counted], carried: Carried) -> Delivery | None:
    """None where no plan bears on the indicator."""
    years = years_compared(row.definition, row.latest.year)
    move, in_force = moved(row, years), in_force_between(plans, years)
    tally = tally_of(of_plans(in_force, actions), carried, taken=years.taken)
    said, short = [], ""
    if in_force:
        named = plans_in_words([plan.year for plan in in_force])
        said = [actions_in_words(tally, named), others_in_words(tally), late_in_words(tally)]
        said += [move_in_words(row.position, move), verdict(tally, move, years)]
        short = in_short(tally, move, named)
    later = [plan for plan in plans if plan.starts_on >= years.taken and of_plans([plan], actions)]
    if later:
        said.append(too_late([plan.year for plan in later], len(of_plans(later, actions))))
        short = short or said[-1]
    return Delivery(years, move, tally, tuple(filter(None, said)), short) if said else None


def moved(row: Row, years: Years) -> Move:
    return move_of(
        row.definition,
        row.position,
        has_score=row.latest.value is not None,
        had_score=any(cell.year == years.before and cell.value is not None for cell in row.history),
    )


def in_force_between(plans: list[Plan], years: Years) -> list[Plan]:
    """The plans of which a day lies between the two; each lasts until the next one starts."""
    ends = [*(plan.starts_on for plan in plans[1:]), date.max][: len(plans)]
    return [
        plan for plan, end in zip(plans, ends, strict=True) if plan.starts_on < years.taken and end > years.taken_before
    ]


def of_plans(plans: Iterable[Plan], actions: Iterable[Counted]) -> list[Counted]:
    wanted = {plan.pk for plan in plans}
    return [action for action in actions if action.plan in wanted]


def tally_of(actions: Iterable[Counted], carried: Carried, *, taken: date | None = None) -> Tally:
    """Counts each action once. One that was closed because it goes on in another of them counts as that one.

    What was delivered after the day `taken` is late.
    """
    every = {action.pk: action for action in actions}
    here = {origin for origin, onto in carried if onto in every}
    elsewhere = {origin for origin, _ in carried}
    counted = [action for pk, action in every.items() if pk not in here or not action.is_closed]
    closed = [each for each in counted if each.is_closed]
    delivered = [action for action in counted if action.is_delivered]
    return Tally(
        total=len(counted),
        delivered=len(delivered),
        late=sum(bool(taken and each.delivered_on and each.delivered_on > taken) for each in delivered),
        closed=sum(each.pk not in elsewhere for each in closed),
        overdue=sum(each.is_overdue for each in counted),
        onwards=sum(each.pk in elsewhere for each in closed),
        waiting=sum(each.waits for each in counted),
    )


# ---- what is read

READ = ("pk", "plan", "status", "is_confirmed", "is_past", "delivered_on")


def counted_of(plans: Iterable[Plan], *, on: date) -> list[Counted]:
    updates = Update.objects.standing().filter(action=OuterRef("pk"))
    rows = Action.objects.filter(plan__in=plans).annotate(
        is_past=Exists(Deadline.objects.past(on=on).filter(action=OuterRef("pk"))),
        delivered_on=Subquery(
            # A note on what was complete already says nothing of when it was done.
            updates.filter(status=Status.COMPLETE).exclude(status_before=Status.COMPLETE).values("made_on")[:1]
        ),
    )
    return [counted(*values) for values in rows.order_by("pk").values_list(*READ)]


def counted(pk: int, plan: int, status: str, is_confirmed: bool, is_past: bool, delivered_on: date | None) -> Counted:
    """What waits for a second person to confirm it is not delivered yet."""
    return Counted(
        pk=pk,
        plan=plan,
        is_delivered=status == Status.COMPLETE and is_confirmed,
        delivered_on=delivered_on,
        is_overdue=is_past and status not in Status.ended(),
        is_closed=status == Status.CLOSED,
        waits=not is_confirmed,
    )


def numbers_of(plans: Iterable[Plan]) -> dict[int, set[int]]:
    """The numbers of the indicators that each action is for."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Action.objects.filter(plan__in=plans, indicators__isnull=False).order_by("pk")
    for action, number in rows.values_list("pk", "indicators__number"):
        found[action].add(number)
    return found
