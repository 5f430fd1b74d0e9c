"""The files of a published report, as other libraries read them: all that the print holds, and nothing that may not."""

import io
import re
from collections.abc import Callable, Iterable, Iterator

import docx
import pytest
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from accounts.models import Organisation
from actions.models import Lead
from reports import files
from reports.report_file import parse
from reports.services.publications import document_of
from tests.factories import KINGSTON_FILE, make_published
from tests.reports.documents.pdf_reading import ReadPdf
from tests.reports.documents.reading import first_missing, plain, texts_of

pytestmark = pytest.mark.django_db

PRINTED = parse(KINGSTON_FILE.read_text(encoding="utf-8"))


def words_of_pdf(content: bytes) -> str:
    """A hyphen at the end of a line is read as a mark of its own."""
    return ReadPdf(content).tags.words.replace("\x02 ", "-")


def words_of_word(content: bytes) -> str:
    """In the order of the file; a line break is a space."""
    body = docx.Document(io.BytesIO(content)).element.body
    return plain("".join(spoken(each.tag, each.text or "") for each in body.iter()))


def spoken(tag: str, text: str) -> str:
    if tag == qn("w:t"):
        return text
    return " " if tag in (qn("w:br"), qn("w:p"), qn("w:tc")) else ""


def words_of_workbook(content: bytes) -> str:
    book = CalamineWorkbook.from_object(io.BytesIO(content))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return plain(" ".join(str(cell) for row in rows for cell in row))


READ: dict[str, Callable[[bytes], str]] = {"pdf": words_of_pdf, "docx": words_of_word, "xlsx": words_of_workbook}


@pytest.fixture(params=READ)
def words(request: pytest.FixtureRequest, kingston: Organisation) -> str:
    Lead.objects.update(holder="Priya Nair", address="p.nair@trust.example")
    content = files.KINDS[request.param].draw(document_of(make_published(kingston)))
    return READ[request.param](content)


def test_every_kind_of_file_is_read_here() -> None:
    assert set(READ) == set(files.KINDS)


def test_each_printed_score_action_timescale_and_lead_is_in_it_in_order(words: str) -> None:
    assert missing(scores(), words) == ""
    assert missing((action.text for action in PRINTED.actions), words) == ""
    for action in PRINTED.actions:
        assert squeezed(action.timescale) in squeezed(words)
        assert all(squeezed(lead) in squeezed(words) for lead in (*action.leads, *action.support))


def missing(texts: Iterable[str], words: str) -> str:
    """The first that is not there in its turn. A line may end within 'and/or', so blanks do not count."""
    return first_missing(map(squeezed, texts), squeezed(words))


def squeezed(text: str) -> str:
    return "".join(text.split())


def scores() -> Iterator[str]:
    for row in PRINTED.scores:
        yield f"{row.indicator}."
        yield from (row.printed[year] for year in range(2017, 2022))


def test_no_person_and_no_small_count_is_in_it(words: str) -> None:
    assert "nair" not in words.casefold()
    assert set(re.findall(r"\b\d+ in September 2021", words)) == {"48 in September 2021", "11 in September 2021"}


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_whole_document_is_in_it_in_order(kind: str, kingston: Organisation) -> None:
    document = document_of(make_published(kingston))

    shown = READ[kind](files.KINDS[kind].draw(document))

    assert missing(texts_of(document), shown) == ""
