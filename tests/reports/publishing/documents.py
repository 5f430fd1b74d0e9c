"""Documents as tests read them."""

from datetime import date

from accounts.models import Organisation
from actions.models import Plan
from reports.documents.blocks import Block, Document, Table
from reports.publishing.composing import Composed, Words, compose
from reports.publishing.names import texts_of

ON = date(2021, 12, 15)


def plan_of(organisation: Organisation) -> Plan:
    return Plan.objects.select_related("organisation", "standard").get(organisation=organisation)


def composed_of(organisation: Organisation, words: Words | None = None) -> Composed:
    return compose(plan_of(organisation), words or Words(), on=ON)


def words_of(document: Document) -> str:
    """Every text of a document in its order, the alternative texts of its charts too."""
    return "\n".join(text for _, text in texts_of(document.model_dump(mode="json")))


def table(document: Document, name: str) -> list[list[str]]:
    """The rows of a table; what stands across several rows is told in each."""
    found = next(block for block in document.blocks if isinstance(block, Table) and block.name == name)
    rows: list[list[str]] = []
    across: list[tuple[int, str]] = [(0, "")] * len(found.columns)
    for row in found.rows:
        cells = iter(row)
        for place, (left, _) in enumerate(across):
            if not left:
                cell = next(cells)
                across[place] = (cell.rows, cell.text)
        rows.append([text for _, text in across])
        across = [(left - 1, text) for left, text in across]
    return rows


def drawings(document: Document) -> str:
    return "\n".join(block.svg for block in document.blocks if block.kind == "figure")


def under(document: Document, key: str) -> list[Block]:
    """What stands between a heading and the next one."""
    places = [place for place, block in enumerate(document.blocks) if block.kind == "heading"]
    start = next(place for place in places if getattr(document.blocks[place], "key", "") == key)
    end = next((place for place in places if place > start), len(document.blocks))
    return list(document.blocks[start + 1 : end])
