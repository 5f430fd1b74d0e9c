"""The text of the paragraphs of a Word document as it would be printed, and how many lines each fills."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from textwrap import wrap

from actions.documents.grids import Line, levelled, line_of
from actions.documents.numbering import Numbering, Point
from actions.documents.xml import TRANSPARENT, Element, attribute, child, children, is_on, name, number

# In twentieths of a point, as Word counts: a line of 11 point type, a letter of it, and what a cell keeps free.
LINE, LETTER, MARGINS = 270, 104, 216
SIZE = 22  # half points, where a document says nothing
DEEPER = 200  # further right than this, a point of another list is one of the next level
IN_RUN = {"tab": " ", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
SYMBOLS = {"f0b7": "\u2022", "f0a7": "\u2022", "f0d8": "\u2022", "f0fc": "\u2713"}


class Drawn:
    """What tells how the paragraphs of one document are drawn: its styles and its lists."""

    def __init__(self, styles: Element | None, numbering: Numbering) -> None:
        self.numbering = numbering
        defaults = child(styles, "docDefaults", "rPrDefault", "rPr", "sz")
        self._size = number(defaults, default=SIZE) or SIZE
        self._sizes = {
            attribute(each, "styleId"): number(child(each, "rPr", "sz"), default=0)
            for each in children(styles, "style")
        }

    def height(self, paragraph: Element, text: str, width: int, indent: int) -> float:
        """In lines of ordinary type: what is wrapped, the size of its letters, and the space around it."""
        about, run = child(paragraph, "pPr"), child(paragraph, "r", "rPr", "sz")
        of_style = self._sizes.get(attribute(child(about, "pStyle"), "val"), 0)
        size = max(number(run, default=0) or of_style or self._size, 2) / SIZE
        letters = max(int((width - MARGINS - indent) / (LETTER * size)), 8) if width else 100_000
        wrapped = max(len(wrap(text, letters)), 1)
        spacing = child(about, "spacing")
        is_factor = attribute(spacing, "lineRule") in (None, "auto")
        leading = number(spacing, "line", 240) / 240 if is_factor else 1
        return wrapped * size * leading + (number(spacing, "before") + number(spacing, "after")) / LINE


def lines_of_paragraphs(paragraphs: Sequence[Element], drawn: Drawn, width: int = 0) -> list[Line]:
    """The lines of some paragraphs in a row, in a cell of this width; an empty paragraph is a line without text."""
    lines: list[Line] = []
    first: Point | None = None
    begun = ""
    for paragraph in paragraphs:
        about = child(paragraph, "pPr")
        text = begun + "".join(_text(paragraph))
        if child(about, "rPr", "del") is not None:  # its end is deleted, so it runs on into the next
            begun = text
            continue
        begun = ""
        point = drawn.numbering.point(about) if text.strip() else None
        first = first or point
        lines += _lines(paragraph, text, point, first, drawn, width)
    if begun:
        lines.append(line_of(begun))
    return levelled(lines) if first is None else lines


def _lines(
    paragraph: Element, text: str, point: Point | None, first: Point | None, drawn: Drawn, width: int
) -> Iterator[Line]:
    """One line for each that a soft break makes; the point of a list stands before the first."""
    indent = point.indent if point else 0
    for at, part in enumerate(text.split("\n")):
        line = replace(line_of(part), height=drawn.height(paragraph, part, width, indent))
        if point and at == 0:
            deeper = point.level == 1 and first is not None and point.indent - first.indent > DEEPER
            line = replace(line, text=" ".join(part.split()), level=point.level + deeper, marker=point.marker)
        yield line


def _text(element: Element) -> Iterator[str]:
    for each in element:
        found = name(each)
        if found == "r" and not is_on(child(each, "rPr", "vanish")):
            yield from _text_of_run(each)
        elif found in TRANSPARENT and child(each, "sdtPr", "showingPlcHdr") is None:
            yield from _text(each)


def _text_of_run(run: Element) -> Iterator[str]:
    for each in run:
        found = name(each)
        if found == "t":
            yield each.text or ""
        elif found == "br":
            yield "\n" if attribute(each, "type") in (None, "textWrapping") else ""
        elif found == "sym":
            yield SYMBOLS.get((attribute(each, "char") or "").lower(), "")
        else:
            yield IN_RUN.get(found, "")
