"""The sheets of a Word document: upright, or lying where a table has many columns; their header and footer."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.section import Section
from docx.shared import Length, Mm

from reports.documents.allowed import allowed
from reports.documents.blocks import Block, Bullets, Callout, Document, Heading, Paragraph, Table
from reports.documents.word_xml import add_field

SHORT, LONG, MARGIN = Mm(210), Mm(297), Mm(20)  # A4
MANY_COLUMNS = 7
WORDS = (Paragraph, Bullets, Callout)


def lying(blocks: Sequence[Block]) -> list[bool]:
    """Which blocks stand on a sheet that lies: tables of many columns, with what leads to them and is said of them."""
    found = [isinstance(block, Table) and len(block.columns) >= MANY_COLUMNS for block in blocks]
    for at in reversed(range(len(blocks) - 1)):
        leads = isinstance(blocks[at], WORDS) and not isinstance(blocks[at + 1], Heading)
        found[at] = found[at] or (found[at + 1] and (leads or isinstance(blocks[at], Heading)))
    for at in range(1, len(blocks)):
        found[at] = found[at] or (found[at - 1] and isinstance(blocks[at], WORDS))
    return found


def first_sheet(word: WordDocument, document: Document, *, lies: bool) -> Section:
    """A4, with what a reader must know on top of every page."""
    section: Section = word.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = Mm(10)
    if document.notice:
        section.header.paragraphs[0].add_run(allowed(document.notice))
    # The template's stops are those of another size of paper.
    for tabs in word.styles["Footer"].element.xpath("./w:pPr/w:tabs"):
        tabs.getparent().remove(tabs)
    turn(section, document, lies=lies)
    return section


def next_sheet(word: WordDocument, document: Document, *, lies: bool) -> Section:
    """Another page, with the header of those before it and a foot as wide as itself."""
    section: Section = word.add_section(WD_SECTION.NEW_PAGE)
    # The break stands in an empty paragraph of its own, for which a full page would be followed by an empty one.
    empty = word.element.body.p_lst[-1]
    empty.getprevious().set_sectPr(empty.pPr.sectPr)
    word.element.body.remove(empty)
    section.footer.is_linked_to_previous = False
    turn(section, document, lies=lies)
    return section


def turn(section: Section, document: Document, *, lies: bool) -> None:
    """The page upright or lying; at its foot which paper it is, and its number on the right."""
    section.orientation = WD_ORIENTATION.LANDSCAPE if lies else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if lies else (SHORT, LONG)
    foot = section.footer.paragraphs[0]
    foot.style = "Footer"
    foot.paragraph_format.tab_stops.add_tab_stop(text_width(section), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{allowed(document.running)}\tPage ")
    add_field(foot, "PAGE", "1")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES", "1")


def text_width(section: Section) -> Length:
    return Length((section.page_width or SHORT) - 2 * MARGIN)
