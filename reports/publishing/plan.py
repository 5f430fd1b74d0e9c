"""The action plan of a published report, as trusts print it: a block of actions under the indicators they serve."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from actions.models import Action, Plan, leads_in_words
from indicators.models import Indicator
from indicators.positions import in_own_words
from reports.documents.blocks import Block, Cell, Column, Paragraph, Table

COLUMNS = (
    Column(title="Indicator", width=4),
    Column(title="Score", width=3),
    Column(title="Action", width=6),
    Column(title="Timescale", width=3),
    Column(title="Lead", width=4),
)
NO_TIMESCALE, NO_LEAD, NO_INDICATOR = "None given", "No lead", "The plan as a whole"


def actions_of(plan: Plan) -> list[Action]:
    """In printed order, with indicators and leads: three queries."""
    actions = Action.objects.of(plan.organisation).filter(plan=plan)
    return list(actions.prefetch_related("indicators", "leaderships__lead"))


def plan_table(actions: Sequence[Action], *, scores: dict[int, str], bme: str) -> list[Block]:
    """`scores` gives the printed score by indicator."""
    if not actions:
        return [Paragraph(text="The plan has no actions.")]
    blocks = [list(found) for _, found in groupby(actions, key=lambda action: [each.pk for each in served(action)])]
    rows = tuple(row for block in blocks for row in rows_of(block, scores, bme))
    return [Table(name="Action plan", caption="Actions, with the score of each indicator", columns=COLUMNS, rows=rows)]


def rows_of(block: Sequence[Action], scores: dict[int, str], bme: str) -> Iterator[tuple[Cell, ...]]:
    """The first row of a block has its indicators and their scores, across all of its actions; leads stay so long."""
    indicators = served(block[0])
    heads = (
        Cell(text=names_of(indicators, bme), rows=len(block), is_header=True),
        Cell(text=scores_in(indicators, scores), rows=len(block)),
    )
    for leads, run in groupby(block, key=leads_of):
        every = list(run)
        for place, action in enumerate(every):
            said = (Cell(text=action.wording), Cell(text=action.timescale or NO_TIMESCALE))
            across = (Cell(text=leads or NO_LEAD, rows=len(every)),) if place == 0 else ()
            yield (*heads, *said, *across)
            heads = ()  # type: ignore[assignment]  # once, in the first row of the block


def served(action: Action) -> list[Indicator]:
    return sorted(action.indicators.all(), key=lambda indicator: indicator.number)


def leads_of(action: Action) -> str:
    """Posts, teams, networks and committees by their own names; who holds a post is never among them."""
    leaderships = sorted(action.leaderships.all(), key=lambda each: (each.kind, each.place, each.pk))
    return leads_in_words((each.lead.name, each.kind) for each in leaderships)


def names_of(indicators: Sequence[Indicator], bme: str) -> str:
    """As printed; of several the short names, for the whole wordings stand in the table of scores."""
    if len(indicators) == 1:
        return f"{indicators[0].number}. {in_own_words(indicators[0].wording, bme)}"
    return "\n".join(f"{each.number}. {in_own_words(each.subject, bme)}" for each in indicators) or NO_INDICATOR


def scores_in(indicators: Sequence[Indicator], scores: dict[int, str]) -> str:
    """The score alone, or each with its number where several indicators stand beside it."""
    if len(indicators) == 1:
        return scores.get(indicators[0].pk, "")
    return "\n".join(f"{each.number}: {found}" for each in indicators if (found := scores.get(each.pk)))
