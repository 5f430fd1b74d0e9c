"""A plan that went out as a Word file can be brought in again: nothing of it is lost, and nothing is put elsewhere."""

import tomllib
from itertools import groupby
from typing import Any

from django.conf import settings

from reports.documents.blocks import Cell, Column, Table
from reports.documents.word import word_of
from tests.actions.documents.reading import plan_in
from tests.factories import KINGSTON_FILE
from tests.reports.documents.samples import every_part

PRINTED = tomllib.loads(KINGSTON_FILE.read_text(encoding="utf-8"))["actions"]


def plan_table() -> Table:
    """The plan as trusts print it: the indicators of a block stand once, across its actions."""
    blocks = [list(actions) for _, actions in groupby(PRINTED, key=lambda action: tuple(action["indicators"]))]
    return Table(
        name="Plan",
        caption="Action plan",
        columns=[Column(title=title, width=2) for title in ("Indicator", "Action", "Timescale", "Lead")],
        rows=[
            (*([indicators_of(action, rows=len(block))] if action is block[0] else []), *own_cells(action))
            for block in blocks
            for action in block
        ],
    )


def indicators_of(action: dict[str, Any], *, rows: int) -> Cell:
    return Cell(text="\n".join(f"Indicator {number}" for number in action["indicators"]), rows=rows, is_header=True)


def own_cells(action: dict[str, Any]) -> list[Cell]:
    return [Cell(text=text) for text in (action["text"], action.get("timescale", ""), "; ".join(action["leads"]))]


def test_the_plan_of_kingston_is_read_again_from_its_word_file() -> None:
    document = every_part().model_copy(update={"blocks": (plan_table(),)})

    plan = plan_in(word_of(document, fonts=settings.DOCUMENT_FONTS))

    assert [(list(each.numbers), each.wording, each.timescale, each.lead) for each in plan.actions] == [
        (each["indicators"], each["text"], each.get("timescale", ""), "; ".join(each["leads"])) for each in PRINTED
    ]
