"""A document as a Word file that a committee officer can go on writing in."""

import io
import struct
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.section import Section
from docx.shared import Inches, Mm, Twips

from indicators.charts.picture import PX_PER_INCH, png
from reports.documents.allowed import allowed
from reports.documents.blocks import Block, Bullets, Callout, Document, Facts, Figure, Heading, Paragraph, Table
from reports.documents.keeping import FIGURE_HEIGHT, MOST_LINES, leads_on, lines_of
from reports.documents.word_file import saved, set_properties, set_settings
from reports.documents.word_sheets import first_sheet, lying, next_sheet, text_width
from reports.documents.word_styles import set_styles
from reports.documents.word_tables import add_facts, add_table
from reports.documents.word_xml import add_field

DOTS_PER_PX = 3.0  # of a drawing: sharp on paper
LETTERS_ACROSS = 85  # of a callout, about


def word_of(document: Document, *, fonts: Sequence[Path]) -> bytes:
    """The document as .docx; the same bytes for the same document. The fonts are those of its drawings.

    Raises PictureError where a drawing or a font cannot be read.
    """
    word = docx.Document()
    set_styles(word, document.language)
    set_settings(word, document.language)
    lies = lying(document.blocks)
    written = Written(word, fonts, first_sheet(word, document, lies=lies[:1] == [True]))
    word.add_paragraph(allowed(document.title), style="Title")
    below = filter(None, (document.subtitle, document.organisation))
    word.add_paragraph(allowed("\n".join(below)), style="Subtitle")
    leads = leads_on(document.blocks)
    for before, now, block, keeps in zip([*lies[:1], *lies], lies, document.blocks, leads, strict=False):
        if now != before:
            written.section = next_sheet(word, document, lies=now)
        written.add(block, keeps_next=keeps)
    set_properties(word, document)
    return saved(word)


class Written:
    """A Word document as far as it is written: the sheet that it has come to, and the numbers of its captions."""

    def __init__(self, word: WordDocument, fonts: Sequence[Path], section: Section) -> None:
        self.word = word
        self.fonts = fonts
        self.section = section
        self.captions: Counter[str] = Counter()

    def add(self, block: Block, *, keeps_next: bool) -> None:
        """The block at the end of what is there. Level 2 is Word's first: its title has a style of its own."""
        match block:
            case Heading():
                self.word.add_heading(allowed(block.text), block.level - 1)
            case Paragraph():
                self.word.add_paragraph(allowed(block.text)).paragraph_format.keep_with_next = keeps_next or None
            case Bullets():
                self.add_bullets(block)
            case Callout():
                self.add_callout(block, keeps_next=keeps_next)
            case Facts():
                add_facts(self.word, block, text_width(self.section) // Twips(1))
                self.word.add_paragraph(style="After Table")
            case Table():
                self.add_caption("Table", block.caption, keep_with_next=True)
                add_table(self.word, block, text_width(self.section) // Twips(1))
                self.word.add_paragraph(style="After Table")
            case Figure():
                self.add_picture(block)
                self.add_caption("Figure", block.title, keep_with_next=False)

    def add_bullets(self, bullets: Bullets) -> None:
        for item in bullets.items:
            self.word.add_paragraph(allowed(item), style="List Bullet")

    def add_callout(self, callout: Callout, *, keeps_next: bool) -> None:
        """Its title and sentences in one box, which stays on one page unless it is long."""
        style = "Caution" if callout.is_caution else "Callout"
        if self.ends_in(style):
            self.word.add_paragraph(style="After Table")
        title = self.word.add_paragraph(style=style)
        title.add_run(allowed(callout.full_title), style="Strong")
        *others, last = [title, *(self.word.add_paragraph(allowed(each), style=style) for each in callout.sentences)]
        is_short = sum(lines_of(each, LETTERS_ACROSS) for each in callout.sentences) <= MOST_LINES
        for paragraph in others if is_short else others[:1]:
            paragraph.paragraph_format.keep_with_next = True
        last.paragraph_format.keep_with_next = keeps_next or None

    def ends_in(self, style: str) -> bool:
        """Whether the last paragraph has that style: the next one of it would stand in the same box."""
        last = self.word.element.body.p_lst[-1]
        return bool(last.style == self.word.styles[style].style_id)

    def add_caption(self, kind: str, text: str, *, keep_with_next: bool) -> None:
        """Word counts the captions of a kind anew when somebody adds one."""
        self.captions[kind] += 1
        caption = self.word.add_paragraph(f"{kind} ", style="Caption")
        caption.paragraph_format.keep_with_next = keep_with_next
        add_field(caption, f"SEQ {kind} \\* ARABIC", str(self.captions[kind]))
        caption.add_run(f". {allowed(text)}")

    def add_picture(self, figure: Figure) -> None:
        """The drawing in its own size, or as high and as wide as there is room."""
        picture = png(figure.svg, fonts=self.fonts, scale=DOTS_PER_PX)
        width, height = (Inches(dots / DOTS_PER_PX / PX_PER_INCH) for dots in size_of(picture))
        share = min(1, Mm(FIGURE_HEIGHT) / height, text_width(self.section) / width)
        drawn = self.word.add_paragraph(style="Figure").add_run().add_picture(io.BytesIO(picture), int(width * share))
        drawn._inline.docPr.set("descr", allowed(figure.alternative))
        for side in ("distT", "distB", "distL", "distR"):  # not every program takes these for nothing where not said
            drawn._inline.set(side, "0")


def size_of(picture: bytes) -> tuple[int, int]:
    """Dots across a PNG, and down."""
    width, height = struct.unpack(">II", picture[16:24])
    return width, height
