"""One indicator with all that bears on it: its scores, what others scored, its target and its actions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.template.loader import render_to_string

from accounts.access import Access
from actions.models import Action
from actions.pages.plan_table import Row as ActionRow
from actions.pages.plan_table import row_of as action_row
from actions.statuses import Status
from indicators.benchmarks_of import BenchmarkLine, benchmarks_for
from indicators.charts.series import kind_of, series_of
from indicators.charts.through_years import Aim, Line, Mark, Span, TimeChart, time_chart
from indicators.definitions import Tier
from indicators.figure_table import BandRow, FigureTable, band_rows, figure_table
from indicators.measures import RaceDisparity, race_disparity
from indicators.models import Standard, Target
from indicators.positions.workforces import tier_of
from indicators.tables import Row, row_of
from reports.delivery import Delivery, deliveries

MOST_ACTIONS = 50  # shown here; the plan has them all
# What XML 1.0 forbids; a text that is pasted from Word has \x0b for a line break.
UNDRAWABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class IndicatorPage:
    """What the page, its downloads and its documents show of one indicator.

    `bme` is what the group that the standard is about is called here.
    """

    row: Row
    bme: str
    chart: TimeChart | None
    table: FigureTable
    table_apart: FigureTable
    bands: list[BandRow]
    disparity: RaceDisparity | None
    benchmarks: list[BenchmarkLine]
    targets: list[Target]
    actions: list[ActionRow]
    number_of_actions: int
    delivery: Delivery | None

    @property
    def other_scopes(self) -> list[str]:
        """Whose figures are known beside the first."""
        scopes = dict.fromkeys(line.scope for line in self.benchmarks)
        return list(scopes)[1:]


def indicator_page(access: Access, standard: Standard, number: int, *, on: date) -> IndicatorPage | None:
    """All of it, or None where the organisation has no year with that indicator."""
    organisation = access.organisation
    row = row_of(organisation, standard=standard.code, number=number)
    if row is None:
        return None
    bme = row.definition.groups.in_words_of(organisation.bme_label)
    benchmarks = benchmarks_for(organisation, standard.code, number)
    targets = list(Target.objects.of(organisation).of_standard(standard.code).filter(number=number))
    actions, number_of_actions = actions_for(access, standard, number, on=on)
    latest = row.figures.get(row.latest.year)
    return IndicatorPage(
        row=row,
        bme=bme,
        chart=chart_of(row, benchmarks, targets, actions, bme=bme),
        table=table_of(row, bme=bme),
        table_apart=table_of(row, bme=bme, is_apart=True),
        bands=band_rows(row.definition, latest) if latest else [],
        disparity=disparity_of(row),
        benchmarks=benchmarks,
        targets=targets,
        actions=actions,
        number_of_actions=number_of_actions,
        delivery=deliveries(organisation, standard.code, [row], on=on).by_number.get(number),
    )


def actions_for(access: Access, standard: Standard, number: int, *, on: date) -> tuple[list[ActionRow], int]:
    """The actions that serve an indicator, those in the chart first, and how many there are in all.

    The plan in force comes first, then those before it, and last what has not started.
    """
    serving = Action.objects.of(access.organisation).filter(plan__standard=standard, indicators__number=number)
    in_force_first = serving.annotate(is_ahead=Q(plan__starts_on__gt=on)).order_by(
        "is_ahead", "-plan__starts_on", "plan", "place", "pk"
    )
    rows = [action_row(action, access, on=on) for action in in_force_first.with_parts()[:MOST_ACTIONS]]
    # Those with a place in time stand first, so that their numbers are the numbers in the chart.
    actions = sorted(rows, key=lambda row: span_of(row) is None)
    return actions, serving.count() if len(actions) == MOST_ACTIONS else len(actions)


def table_of(row: Row, *, bme: str, is_apart: bool = False) -> FigureTable:
    reasons = {cell.year: cell.text for cell in row.history if cell.value is None}
    return figure_table(
        row.definition, row.figures, bme=bme, reasons=reasons, is_apart=is_apart, definitions=row.definitions
    )


def chart_of(
    row: Row,
    benchmarks: Sequence[BenchmarkLine],
    targets: Sequence[Target],
    actions: Sequence[ActionRow],
    *,
    bme: str,
) -> TimeChart | None:
    """The large chart: the score through the years, the first benchmark, the next target, and the actions."""
    kind = kind_of(row.definition, row.figures)
    # A difference in points has no place on an axis with the percentages of others or of a target.
    is_alike = kind != "points"
    first = next((line for line in benchmarks if line.part == "score" and is_alike), None)
    aim = next((target for target in targets if target.year >= row.latest.year and is_alike), None)
    return time_chart(
        key=f"indicator-{row.indicator.pk}",
        title=f"Indicator {row.indicator.number}: {row.indicator.subject}",
        kind=kind,
        series=series_of(row.definition, row.figures, bme=bme, definitions=row.definitions),
        benchmark=line_of(first) if first else None,
        aim=Aim(aim.year, float(aim.value), aim.printed) if aim else None,
        spans=[span for each in actions if (span := span_of(each))],
        breaks=row.definition.breaks,
    )


def line_of(found: BenchmarkLine) -> Line:
    return Line(found.scope, tuple(Mark(point.year, float(point.value), point.text) for point in found.years))


def svg_of(chart: TimeChart) -> str:
    """The drawing as a document of its own: what a page forgives in a text, XML does not."""
    return UNDRAWABLE.sub(" ", render_to_string("indicators/time_chart.svg", {"chart": chart}))


def span_of(row: ActionRow) -> Span | None:
    """From the start of its plan to its deadline, or on and on; an action with neither is in the list alone."""
    action, due_on = row.action, row.deadline.due_on if row.deadline else None
    runs_on = action.ongoing and action.status not in Status.ended()
    if due_on is None and not runs_on:
        return None
    starts_on = action.plan.starts_on
    return Span(action.wording, min(starts_on, due_on or starts_on), None if runs_on else due_on)


def disparity_of(row: Row) -> RaceDisparity | None:
    """The race disparity ratio of the latest year, where its bands are counted."""
    figures = row.figures.get(row.latest.year)
    if figures is None:
        return None
    tiers = [tier_of(row.definition, figures, tier) for tier in (Tier.LOWER, Tier.MIDDLE, Tier.UPPER)]
    if not (tiers[0] and tiers[1] and tiers[2]):
        return None
    return race_disparity(lower=tiers[0], middle=tiers[1], upper=tiers[2])
