"""Sets the goals for staff in post, and records how many there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import Organisation, User
from indicators.models import StaffInPost, StaffInPostGoal


@transaction.atomic
def set_goal(
    *,
    organisation: Organisation,
    band: str,
    place: int,
    target: int,
    target_year: int,
    number: int,
    counted_on: date,
    by: User | None = None,
) -> StaffInPostGoal:
    """Sets the goal of a band for a year, with its first reading, from which the trajectory starts."""
    goal, _ = StaffInPostGoal.objects.update_or_create(
        organisation=organisation,
        band=band,
        target_year=target_year,
        defaults={"target": target, "place": place},
    )
    StaffInPost.objects.update_or_create(
        goal=goal, counted_on=counted_on, defaults={"number": number, "recorded_by": by}
    )
    return goal


@dataclass(frozen=True)
class Recorded:
    """How many readings are new, and how many stand corrected; the others were the same already."""

    new: int
    corrected: int

    def __str__(self) -> str:
        told = [f"{self.new} new"] if self.new else []
        told += [f"{self.corrected} corrected"] if self.corrected else []
        readings = "reading" if self.new + self.corrected == 1 else "readings"
        return f"{' and '.join(told)} {readings}" if told else "nothing changed"


@transaction.atomic
def record_readings(*, numbers: Mapping[StaffInPostGoal, int], counted_on: date, by: User) -> Recorded:
    """Records how many are in post in each band on one day, all or nothing; a day that has a reading gets this one."""
    held = {reading.goal_id: reading for reading in StaffInPost.objects.filter(goal__in=numbers, counted_on=counted_on)}
    new = corrected = 0
    for goal, number in numbers.items():
        reading = held.get(goal.pk)
        if reading is None:
            StaffInPost.objects.create(goal=goal, counted_on=counted_on, number=number, recorded_by=by)
            new += 1
        elif reading.number != number:
            reading.number, reading.recorded_by = number, by
            reading.save()
            corrected += 1
    return Recorded(new, corrected)


@transaction.atomic
def remove_goal(*, goal: StaffInPostGoal) -> None:
    """Removes a goal with all its readings; actions that name it stay, without it."""
    goal.delete()
