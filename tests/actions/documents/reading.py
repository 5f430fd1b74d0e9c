"""What the tests of reading plans ask for over and over."""

import tomllib

from actions.documents.indicator_words import Standard
from actions.documents.plan import ReadAction, ReadPlan
from actions.documents.reading import read_grids, read_plan
from indicators.spreadsheets.wide import Known
from tests.actions.documents.documents import Written, docx_of
from tests.factories import WRES_FILE

WRES = Standard(
    [
        Known(each["number"], each["wording"], each["subject"], "percent", has_pair=False)
        for each in tomllib.loads(WRES_FILE.read_text(encoding="utf-8"))["indicators"]
    ]
)
HEAD = ("Indicator", "Actions", "Timescale", "Lead")


def plan_in(content: bytes, name: str = "plan.docx") -> ReadPlan:
    return read_plan(read_grids(name, content), WRES)


def plan_of(*rows: list[Written], head: tuple[str, ...] = HEAD) -> ReadPlan:
    """The plan of one Word table under its headings."""
    return plan_in(docx_of(list(head), *rows))


def about(action: ReadAction) -> set[str]:
    """The parts of an action that somebody is asked to look at."""
    return {doubt.about for doubt in action.doubts}


def timescales(plan: ReadPlan) -> list[str]:
    return [action.timescale for action in plan.actions]


def leads(plan: ReadPlan) -> list[str]:
    return [action.lead for action in plan.actions]
