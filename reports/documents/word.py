"""A document as a Word file that a committee officer can go on writing in."""

import io
import struct
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.section import Section
from docx.shared import Emu, Inches, Twips

from indicators.charts.picture import PX_PER_INCH, png
from reports.documents.allowed import allowed
from reports.documents.blocks import Block, Bullets, Callout, Document, Facts, Figure, Heading, Paragraph, Table
from reports.documents.word_file import saved, set_properties, set_settings
from reports.documents.word_sheets import first_sheet, lying, next_sheet, text_width
from reports.documents.word_styles import set_styles
from reports.documents.word_tables import add_facts, add_table
from reports.documents.word_xml import add_field

DOTS_PER_PX = 3.0  # of a drawing: sharp on paper


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
    for before, now, block in zip([*lies[:1], *lies], lies, document.blocks, strict=False):
        if now != before:
            written.section = next_sheet(word, document, lies=now)
        written.add(block)
    set_properties(word, document)
    return saved(word)


class Written:
    """A Word document as far as it is written: the sheet that it has come to, and the numbers of its captions."""

    def __init__(self, word: WordDocument, fonts: Sequence[Path], section: Section) -> None:
        self.word = word
        self.fonts = fonts
        self.section = section
        self.captions: Counter[str] = Counter()

    def add(self, block: Block) -> None:
        """The block at the end of what is there. Level 2 is Word's first: its title has a style of its own."""
        match block:
            case Heading():
                self.word.add_heading(allowed(block.text), block.level - 1)
            case Paragraph():
                self.word.add_paragraph(allowed(block.text))
            case Bullets():
                self.add_bullets(block)
            case Callout():
                self.add_callout(block)
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

    def add_callout(self, callout: Callout) -> None:
        """Its title and sentences in one box, which stays on one page."""
        style = "Caution" if callout.is_caution else "Callout"
        if self.ends_in(style):
            self.word.add_paragraph(style="After Table")
        title = self.word.add_paragraph(style=style)
        title.add_run(allowed(callout.full_title), style="Strong")
        sentences = [self.word.add_paragraph(allowed(sentence), style=style) for sentence in callout.sentences]
        for paragraph in [title, *sentences][:-1]:
            paragraph.paragraph_format.keep_with_next = True

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
        """The drawing in its own size, or as wide as the text where it is wider."""
        picture = png(figure.svg, fonts=self.fonts, scale=DOTS_PER_PX)
        width = min(Inches(width_of(picture) / DOTS_PER_PX / PX_PER_INCH), text_width(self.section))
        drawn = self.word.add_paragraph(style="Figure").add_run().add_picture(io.BytesIO(picture), Emu(width))
        drawn._inline.docPr.set("descr", allowed(figure.alternative))
        for side in ("distT", "distB", "distL", "distR"):  # not every program takes these for nothing where not said
            drawn._inline.set(side, "0")


def width_of(picture: bytes) -> int:
    """Dots across a PNG."""
    width: int = struct.unpack(">I", picture[16:20])[0]
    return width
