"""Where an action came from, plan by plan, and where it goes on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from actions.models import Action, CarriedForward, Deadline, Update
from actions.statuses import GOES_ON

LONGEST = 20  # plans: more years than any standard has


@dataclass(frozen=True)
class Stage:
    """An action of an earlier plan that this one goes on from, when it was first due and how often that moved.

    `stood` is the status that it had when it was carried forward.
    """

    action: Action
    first_due_on: date | None
    moves: int
    stood: str

    @property
    def moved(self) -> str:
        return {0: "", 1: "moved once", 2: "moved twice"}.get(self.moves, f"moved {self.moves} times")


def came_from(action: Action) -> list[Stage]:
    """The nearest plan first; four queries for each plan before, however many actions were merged."""
    found: list[Stage] = []
    known, wanted = {action.pk}, {action.pk}
    for _ in range(LONGEST):
        origins = origins_of(wanted, but=known)
        if not origins:
            break
        found += [stage_of(origin) for origin in origins]
        wanted = {origin.pk for origin in origins}
        known |= wanted
    return found


def origins_of(actions: Collection[int], *, but: Collection[int]) -> list[Action]:
    origins = Action.objects.filter(carried_to__onto__in=actions).exclude(pk__in=but)
    return list(
        origins.distinct()
        .select_related("plan")
        .order_by("-plan__year", "place", "pk")
        .prefetch_related(
            Prefetch("deadlines", Deadline.objects.order_by("due_on", "pk").prefetch_related("revisions")),
            Prefetch("updates", Update.objects.standing(), to_attr="standing_updates"),
        )
    )


def stage_of(origin: Action) -> Stage:
    deadline = dated(origin)
    latest = next(iter(origin.standing_updates), None)  # type: ignore[attr-defined]
    stood = (
        latest.get_status_before_display()
        if latest and latest.closed_because in GOES_ON
        else origin.get_status_display()
    )
    return Stage(
        action=origin,
        first_due_on=deadline.first_due_on if deadline else None,
        moves=sum(move.slipped for move in deadline.revisions.all()) if deadline else 0,
        stood=stood,
    )


def dated(origin: Action) -> Deadline | None:
    """The deadline that counts: the first that was open, else the last; none of an action that repeats."""
    deadlines = [] if origin.repeat else list(origin.deadlines.all())
    still_open = [each for each in deadlines if each.is_open]
    return next(iter(still_open or deadlines[::-1]), None)


def goes_on_as(action: Action) -> list[Action]:
    """The actions of later plans that it goes on as: one query."""
    onto = CarriedForward.objects.filter(origin=action).select_related("onto__plan").order_by("onto__place", "pk")
    return [each.onto for each in onto]
