"""The preview of a plan that is being brought in, laid out as the plan will be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from actions.documents.plan import Doubt
from actions.imported import PART_NAMES, ImportedAction, faults, from_json, to_look_at
from actions.lead_words import LeadWords
from actions.models import Plan, PlanImport
from actions.services.imported_rows import one_spelling
from actions.services.leading import leads_by_key
from actions.statuses import Status
from actions.timescales import understood_as
from indicators.models import Indicator, Score

A_PAGE = 100


@dataclass(frozen=True)
class PreviewRow:
    """One action as it would be recorded, with what is doubtful in each part; `turn` is its number in the plan."""

    action: ImportedAction
    turn: int
    starts_on: date
    valid: frozenset[int]

    @cached_property
    def doubts(self) -> list[Doubt]:
        return to_look_at(self.action, self.starts_on)

    @property
    def doubts_in_words(self) -> list[str]:
        return [doubt.words for doubt in self.doubts]

    @cached_property
    def faults(self) -> list[str]:
        return faults(self.action, self.valid)

    @property
    def understood(self) -> str:
        """How the timescale is understood; its doubts stand beside that until somebody has looked at them."""
        if not self.action.timescale:
            return ""
        return understood_as(replace(self.action.understood(self.starts_on), doubts=tuple(self.doubts_in_words)))

    @cached_property
    def named(self) -> LeadWords:
        return self.action.named

    @property
    def status(self) -> Status:
        return Status(self.action.status or Status.NOT_RECORDED)

    @property
    def said(self) -> list[tuple[str, str]]:
        """What is doubtful, in words, each under the part that it is about."""
        return [(PART_NAMES[doubt.about], doubt.words) for doubt in self.doubts]


@dataclass(frozen=True)
class PreviewBlock:
    """Rows under one set of indicators, with the score of each indicator as it is recorded."""

    indicators: list[tuple[Indicator, str]]
    rows: list[PreviewRow]

    @property
    def keys(self) -> str:
        """Its actions, for an address."""
        return urlencode([("key", row.action.key) for row in self.rows])

    @property
    def doubtful_keys(self) -> list[int]:
        return [row.action.key for row in self.rows if row.doubts]


@dataclass(frozen=True)
class Preview:
    """The whole import."""

    found: PlanImport
    rows: list[PreviewRow]
    indicators: list[Indicator]
    year_is_taken: bool  # its plan has actions already
    new_leads: list[str]

    @cached_property
    def to_look_at(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.doubts or row.faults]

    @cached_property
    def not_understood(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.faults]

    def page_of(self, row: PreviewRow) -> int:
        return (row.turn - 1) // A_PAGE + 1

    def links(self) -> list[tuple[PreviewRow, int]]:
        """The rows to look at, each with the page of the preview on which it stands."""
        return [(row, self.page_of(row)) for row in self.to_look_at]

    def after(self, key: int) -> PreviewRow | None:
        """The next row to look at behind one, or the first of all; None where all have been looked at."""
        turn = next((row.turn for row in self.rows if row.action.key == key), 0)
        waiting = [row for row in self.to_look_at if row.action.key != key]
        return next((row for row in waiting if row.turn > turn), waiting[0] if waiting else None)


def preview_of(found: PlanImport) -> Preview:
    indicators = indicators_of(found)
    valid = frozenset(each.number for each in indicators)
    actions = enumerate(from_json(found.rows), 1)
    rows = [PreviewRow(action, turn, found.starts_on, valid) for turn, action in actions]
    plans = Plan.objects.of(found.organisation).filter(standard=found.standard, year=found.year)
    return Preview(found, rows, indicators, plans.with_actions().exists(), new_leads(found, rows))


def new_leads(found: PlanImport, rows: Sequence[PreviewRow]) -> list[str]:
    """The leads that would be added, each once, in the order of their names."""
    names = [name for row in rows for name in (*row.named.accountable, *row.named.supporting)]
    said, known = one_spelling(names), leads_by_key(found.organisation)
    return sorted(name for key, name in said.items() if key not in known)


def indicators_of(found: PlanImport) -> list[Indicator]:
    return list(Indicator.objects.filter(standard=found.standard).valid_in(found.year).order_by("number", "pk"))


def blocks_of(whole: Preview, rows: Sequence[PreviewRow]) -> list[PreviewBlock]:
    """Rows in order, in blocks of one set of indicators."""
    indicators, scores = whole.indicators, scores_of(whole.found)
    return [
        PreviewBlock([(each, scores.get(each.pk, "")) for each in indicators if each.number in numbers], list(run))
        for numbers, run in groupby(rows, key=lambda row: row.action.numbers)
    ]


def scores_of(found: PlanImport) -> Mapping[int, str]:
    """The score of the plan's year as it is recorded, by indicator."""
    scores = Score.objects.of(found.organisation).submitted()
    of_year = scores.filter(submission__standard=found.standard, submission__year=found.year)
    return {score.indicator_id: str(score) for score in of_year}
