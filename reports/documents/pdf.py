"""A document as a PDF for eyes, ears and fingers: PDF/UA-1, drawn by Typst from `document.typ`.

The same document and fonts give the same bytes, in any process and on any day.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from reports.documents.blocks import Block, Callout, Document, Facts, Table
from reports.documents.keeping import FIGURE_HEIGHT, has_bold_names, leads_on, stays_whole
from reports.documents.letters import FontError, drawable, letters_of
from reports.documents.tags import with_more_tags

TEMPLATE = (Path(__file__).parent / "document.typ").read_bytes()
ACCESSIBLE: Literal["ua-1"] = "ua-1"  # Typst refuses what is against it


class PdfError(Exception):
    """The fonts are not there, or a drawing cannot be read; the message says which."""


def pdf_of(document: Document, *, fonts: Sequence[Path]) -> bytes:
    """The document in the family of the fonts, which are a plain and a bold one in folders of their own.

    A letter that the fonts lack is drawn as an empty box. Raises PdfError.
    """
    known = known_fonts(tuple(fonts))
    told = {"document": words_of(document, fonts), "font": known.families()[0]}
    try:
        drawn = typst.compile(
            TEMPLATE,
            format="pdf",
            font_paths=known,
            sys_inputs=told,
            pdf_standards=ACCESSIBLE,
            timestamp=datetime.combine(document.dated_on, time(), tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise PdfError(f"The document cannot be drawn: {error}. Look at its charts first.") from error
    return with_more_tags(drawn, summaries_of(document))


@cache
def known_fonts(fonts: tuple[Path, ...]) -> typst.Fonts:
    """Read once in a process. What the machine and Typst itself have is left out: every server draws the same."""
    missing = [font.name for font in fonts if not font.is_file()]
    if missing:
        raise PdfError(f"These fonts are not there: {', '.join(missing)}. Run the set-up again.")
    folders: list[Any] = sorted({str(font.parent) for font in fonts})
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    if not known.families():
        raise PdfError("No font was given that can be read; there would be no letters.")
    return known


def words_of(document: Document, fonts: Sequence[Path]) -> str:
    """The document as JSON, with nothing in it that the fonts cannot draw."""
    try:
        letters = frozenset.intersection(*(letters_of(font) for font in fonts))
    except FontError as error:
        raise PdfError(str(error)) from error
    blocks = [
        as_drawn(block, leads=leads) for block, leads in zip(document.blocks, leads_on(document.blocks), strict=True)
    ]
    told = document.model_dump(mode="json") | {"blocks": blocks, "figure_height": FIGURE_HEIGHT}
    return json.dumps(drawable(told, letters), ensure_ascii=False)


def as_drawn(block: Block, *, leads: bool) -> dict[str, Any]:
    """The data of a block, and what the template has to know of its place on paper."""
    told = block.model_dump(mode="json") | {"leads_on": leads}
    match block:
        case Callout():
            return told | {"title": block.full_title}
        case Facts():
            return told | {"stays_whole": stays_whole(block)}
        case Table():
            return told | {"stays_whole": stays_whole(block), "has_bold_names": has_bold_names(block)}
    return told


def summaries_of(document: Document) -> Iterator[str]:
    """Of each table that is drawn, in order. One with a caption needs none; facts without any are not drawn."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield ""
        elif isinstance(block, Facts) and block.facts:
            yield block.title
