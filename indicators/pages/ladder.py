"""The Model Employer ladder of an organisation: each goal with its readings, its line and its chart."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import Organisation
from indicators.charts.ladder import LadderChart, ladder_chart
from indicators.ladder import Kind, Reading, Standing, ends_on, expected, standing, summary
from indicators.models import StaffInPost, StaffInPostGoal

COLOURS = {Kind.REACHED: "blue", Kind.AHEAD: "green", Kind.ON_THE_LINE: "green", Kind.BEHIND: "orange"}


@dataclass(frozen=True)
class Counted:
    """One reading beside the line on its day."""

    reading: StaffInPost
    on_the_line: str  # with one decimal, because the line is no person
    is_first: bool


@dataclass(frozen=True)
class Rung:
    """One goal; a goal without any reading has neither line nor chart."""

    goal: StaffInPostGoal
    counted: tuple[Counted, ...]
    standing: Standing
    chart: LadderChart | None

    @property
    def first(self) -> StaffInPost | None:
        return self.counted[0].reading if self.counted else None

    @property
    def latest(self) -> StaffInPost | None:
        return self.counted[-1].reading if self.counted else None

    @property
    def colour(self) -> str:
        return COLOURS.get(self.standing.kind, "grey")


@dataclass(frozen=True)
class Ladder:
    """Every goal of an organisation in its turn."""

    rungs: tuple[Rung, ...]

    @property
    def summary(self) -> str:
        return summary(rung.standing for rung in self.rungs)

    @property
    def newest(self) -> date | None:
        """The day of the newest reading of any band."""
        return max((rung.latest.counted_on for rung in self.rungs if rung.latest), default=None)


def ladder_of(organisation: Organisation, *, until: date = date.max) -> Ladder:
    """From the readings up to a day: two queries, whatever the organisation holds."""
    readings = StaffInPost.objects.filter(counted_on__lte=until)
    goals = StaffInPostGoal.objects.of(organisation).prefetch_related(Prefetch("readings", readings))
    return Ladder(tuple(_rung(goal, organisation.bme_label) for goal in goals))


def after_the_first(readings: QuerySet[StaffInPost]) -> QuerySet[StaffInPost]:
    """Those that may be removed by themselves: without the first of its goal, the line would start elsewhere."""
    earlier = StaffInPost.objects.filter(goal=OuterRef("goal"), counted_on__lt=OuterRef("counted_on"))
    return readings.filter(Exists(earlier))


def _rung(goal: StaffInPostGoal, bme: str) -> Rung:
    found = sorted(goal.readings.all(), key=lambda reading: reading.counted_on)
    readings: list[Reading] = [(reading.counted_on, reading.number) for reading in found]
    target = ends_on(goal.target_year), goal.target
    counted = tuple(
        Counted(reading, f"{float(expected(readings[0], target, reading.counted_on)):.1f}", place == 0)
        for place, reading in enumerate(found)
    )
    chart = None
    if readings:
        title = f"Band {goal.band}: {bme} staff in post against the line to the target"
        chart = ladder_chart(key=f"ladder-{goal.pk}", title=title, start=readings[0], target=target, readings=readings)
    return Rung(goal, counted, standing(readings, target), chart)
