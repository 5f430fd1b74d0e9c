"""The styles of a Word document. All of its looks are in them, so that somebody can go on writing in them."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from reports.documents.word_xml import put_frame

FONT = "Arial"
BLACK, BLUE, GREY = "212B32", "003087", "4C6272"
INSET = Cm(0.5)


@dataclass(frozen=True)
class Look:
    """Sizes and the spaces before and after are in points."""

    size: float
    before: float = 0
    after: float = 6
    bold: bool = False
    colour: str = BLACK
    keeps_next: bool = False


LOOKS = {
    "Normal": Look(11),
    "Title": Look(22, after=4, bold=True, colour=BLUE, keeps_next=True),
    "Subtitle": Look(13, after=12, colour=GREY),
    "Heading 1": Look(16, before=18, bold=True, colour=BLUE, keeps_next=True),
    "Heading 2": Look(13, before=12, after=4, bold=True, colour=BLUE, keeps_next=True),
    "Heading 3": Look(11, before=10, after=4, bold=True, colour=BLUE, keeps_next=True),
    "List Bullet": Look(11, after=5),
    "Caption": Look(10, before=4, after=4, bold=True),
    "Header": Look(9, after=0, bold=True),
    "Footer": Look(9, after=0, colour=GREY),
}
# The styles of our own: by name, what each is based on and how it looks.
OUR_LOOKS = {
    "Figure": ("Normal", Look(9, before=2, after=2, keeps_next=True)),
    "Callout": ("Normal", Look(11, before=4)),
    "Caution": ("Normal", Look(11, before=4)),
    "Table Text": ("Normal", Look(9, before=2, after=2)),
    "Table Number": ("Table Text", Look(9, before=2, after=2)),
    "Table Heading": ("Table Text", Look(9, before=2, after=2, bold=True)),
    "After Table": ("Normal", Look(4, after=4)),
}
TABLE_STYLE = "Tracker Table"
TABLE_STYLE_XML = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="TrackerTable">
<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{GREY}"/>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{GREY}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="AEB7BD"/></w:tblBorders>
<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>
<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{GREY}"/></w:tcBorders>
<w:shd w:val="clear" w:color="auto" w:fill="E8EDEE"/></w:tcPr></w:tblStylePr></w:style>"""


def set_styles(word: WordDocument, language: str) -> None:
    """Gives the template's styles our looks, and adds those of our own and the one of our tables."""
    root = word.styles.element
    # Fonts of the template's theme go before any other, so that none of them may stay.
    for fonts in root.xpath("//w:style//w:rFonts"):
        fonts.getparent().remove(fonts)
    for name, look in LOOKS.items():
        apply(word.styles[name], look)
    for name, (based_on, look) in OUR_LOOKS.items():
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles[based_on]
        style.quick_style = True
        apply(style, look)
    word.styles["Table Number"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    box(word.styles["Callout"], line="005EB8", fill="F0F4F5")
    box(word.styles["Caution"], line="FFB81C", fill="FFF9C4")
    root.append(parse_xml(TABLE_STYLE_XML))
    set_defaults(root, language)


def apply(style: ParagraphStyle, look: Look) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.color.rgb = RGBColor.from_string(look.colour)
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.line_spacing = 1.0 if look.size < 10 else 1.15
    paragraph.keep_with_next = look.keeps_next
    for name in ("pBdr", "contextualSpacing", *(() if style.name == "List Bullet" else ("numPr",))):
        for old in style.element.xpath(f"./w:pPr/w:{name}"):
            old.getparent().remove(old)
    for old in style.element.xpath("./w:rPr/w:spacing | ./w:rPr/w:kern | ./w:semiHidden"):
        old.getparent().remove(old)


def box(style: ParagraphStyle, *, line: str, fill: str) -> None:
    """Paragraphs of the style that follow one another stand in one box, and on one page."""
    style.paragraph_format.left_indent = INSET
    style.paragraph_format.keep_together = True
    put_frame(style.element.get_or_add_pPr(), line=line, fill=fill)


def set_defaults(root: Any, language: str) -> None:
    """The font and the language of every word that has none of its own."""
    defaults = root.xpath("./w:docDefaults/w:rPrDefault/w:rPr")[0]
    fonts = defaults.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    spoken = defaults.find(qn("w:lang"))
    spoken.attrib.clear()
    spoken.set(qn("w:val"), language)
