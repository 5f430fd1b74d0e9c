"""A document as files, in the fonts of this install."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from reports.documents.blocks import Document
from reports.documents.pdf import pdf_of
from reports.documents.word import word_of
from reports.documents.workbook import workbook_of


@dataclass(frozen=True)
class Kind:
    """What a file is, how it is drawn, and what people call it."""

    media_type: str
    draw: Callable[[Document], bytes]
    name: str


def pdf(document: Document) -> bytes:
    return pdf_of(document, fonts=settings.DOCUMENT_FONTS)


def word(document: Document) -> bytes:
    return word_of(document, fonts=settings.DOCUMENT_FONTS)


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "pdf": Kind("application/pdf", pdf, "PDF"),
    "docx": Kind(f"{OFFICE}.wordprocessingml.document", word, "Word"),
    "xlsx": Kind(f"{OFFICE}.spreadsheetml.sheet", workbook_of, "Excel"),
}
