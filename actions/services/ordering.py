"""Puts the actions of a plan in another order; their numbers are their places."""

from django.db import transaction
from django.db.models import F

from actions.models import Action, Plan
from actions.services.planning import lock

# Beyond every place: two actions never share one, not even while they change places.
ASIDE = 1_000_000
AT_ONCE = 500


@transaction.atomic
def move_up(*, action: Action) -> None:
    """One place up; the first one stays."""
    lock(action.plan)
    order = order_of(action.plan)
    put_at(action, order, order.index(action.pk) - 1)


@transaction.atomic
def move_down(*, action: Action) -> None:
    """One place down; the last one stays."""
    lock(action.plan)
    order = order_of(action.plan)
    put_at(action, order, order.index(action.pk) + 1)


@transaction.atomic
def move_to(*, action: Action, turn: int) -> None:
    """To be the first of its plan, the second and so on; beyond the last one is the end."""
    lock(action.plan)
    put_at(action, order_of(action.plan), turn - 1)


def order_of(plan: Plan) -> list[int]:
    """The actions of a plan, by number, in order."""
    return list(Action.objects.filter(plan=plan).order_by("place", "pk").values_list("pk", flat=True))


def put_at(action: Action, order: list[int], turn: int) -> None:
    """Counted from nought. The numbers that the plan has stay the same, and go to other actions."""
    wanted = [pk for pk in order if pk != action.pk]
    wanted.insert(max(turn, 0), action.pk)
    places = Action.objects.filter(plan=action.plan).order_by("place").values_list("place", flat=True)
    pairs = zip(order, wanted, places, strict=True)
    moved = [Action(pk=now, place=place) for was, now, place in pairs if was != now]
    if not moved:
        return
    changed = Action.objects.filter(plan=action.plan, place__range=(moved[0].place, moved[-1].place))
    changed.update(place=F("place") + ASIDE)
    Action.objects.bulk_update(moved, ["place"], batch_size=AT_ONCE)
    # The history says which one was moved, and not that the others made way for it.
    action.refresh_from_db()
    action.save(update_fields=["place"])


def close_gap(plan: Plan, place: int) -> None:
    """After an action was removed those behind it have its number and the next ones."""
    behind = Action.objects.filter(plan=plan, place__gt=place)
    behind.update(place=F("place") + ASIDE)
    Action.objects.filter(plan=plan, place__gt=ASIDE).update(place=F("place") - ASIDE - 1)
