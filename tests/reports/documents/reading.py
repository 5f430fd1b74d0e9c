"""What a document says, in order, so that a drawing of it can be asked for every word."""

from collections.abc import Iterator

from reports.documents.blocks import Block, Bullets, Callout, Document, Facts, Figure, Heading, Paragraph, Table


def texts_of(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield from texts_of_block(block)


def texts_of_block(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Callout():
            yield from (block.full_title, *block.sentences)
        case Bullets():
            yield from block.items
        case Facts():
            yield from (text for fact in block.facts for text in (fact.label, fact.text))
        case Table():
            yield block.caption
            yield from (column.title for column in block.columns)
            yield from (cell.text for row in block.rows for cell in row)
        case Figure():
            yield block.title


def plain(text: str) -> str:
    """The text with each white space as one space."""
    return " ".join(text.split())


def first_missing(texts: Iterator[str], shown: str) -> str:
    """The first of the texts that does not stand in what is shown after the one before it; '' if all do."""
    at = 0
    for text in map(plain, texts):
        found = shown.find(text, at)
        if found < 0:
            return text
        at = found + len(text)
    return ""
