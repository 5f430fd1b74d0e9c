"""Word calls a file damaged whose elements do not stand in the order of the schema; every part of ours is looked at."""

import io
import zipfile
from typing import Any

import pytest
from django.conf import settings
from docx.oxml.ns import qn
from lxml import etree

from reports.documents.blocks import Document, Heading
from reports.documents.word import word_of
from tests.reports.documents.samples import every_part, long_document, wide_table

# The order that ECMA-376 gives to the children of these.
SCHEMA = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "pBdr": "top left bottom right between bar",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
}


LYING = every_part().model_copy(
    update={"blocks": (Heading(level=2, text="Before"), *every_part().blocks, wide_table())}
)


@pytest.mark.parametrize("document", [every_part(), LYING, long_document(2)])
def test_every_property_stands_in_the_order_of_the_schema(document: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(word_of(document, fonts=settings.DOCUMENT_FONTS))) as file:
        parts = [file.read(name) for name in file.namelist() if name.startswith("word/") and name.endswith(".xml")]

    wrong = [each for part in parts for each in out_of_order(etree.fromstring(part))]

    assert wrong == []


def out_of_order(root: Any) -> list[str]:
    wrong = []
    for element in root.iter(*(qn(f"w:{name}") for name in SCHEMA)):
        order = SCHEMA[etree.QName(element).localname].split()
        names = [etree.QName(child).localname for child in element]
        places = [order.index(name) if name in order else -1 for name in names]
        if -1 in places or places != sorted(places):
            wrong.append(f"{etree.QName(element).localname}: {' '.join(names)}")
    return wrong
