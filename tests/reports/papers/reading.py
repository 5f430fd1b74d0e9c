"""Finds things in a document, as its reader would."""

from collections.abc import Iterator

from reports.documents.blocks import Block, Document, Facts, Heading, Table


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def under(document: Document, key: str) -> list[Block]:
    """The blocks of a heading, by its key or how it begins, until the next one of any level."""
    found: list[Block] = []
    is_under = False
    for block in document.blocks:
        if isinstance(block, Heading):
            is_under = block.key == key or (not block.key and block.text.startswith(key))
        elif is_under:
            found.append(block)
    return found


def table(document: Document, name: str) -> list[list[str]]:
    """The words of a table, row by row."""
    found = next(block for block in document.blocks if isinstance(block, Table) and block.name == name)
    return [[cell.text for cell in row] for row in found.rows]


def facts(document: Document, key: str) -> dict[str, str]:
    found = next(block for block in under(document, key) if isinstance(block, Facts))
    return {fact.label: fact.text for fact in found.facts}


def words(document: Document) -> str:
    return "\n".join(said(document))


def said(document: Document) -> Iterator[str]:
    yield document.title
    for block in document.blocks:
        yield block.model_dump_json()
