"""Which files are taken as evidence, and under which names."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.evidence_files import LONGEST_NAME, MOST_BYTES, RefusedFileError, clean, take
from tests.actions import files

EXE = b"MZ\x90\x00" + b"\0" * 200
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
MAIN = "word/document.xml"
DOCX = files.docx()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", files.pdf(), "application/pdf"),
        ("a.PDF", files.pdf(), "application/pdf"),
        ("a.png", files.png(), "image/png"),
        ("a.jpg", files.jpg(), "image/jpeg"),
        ("a.jpeg", files.jpg(), "image/jpeg"),
        ("a.docx", files.docx(), f"{files.OFFICE}.wordprocessingml.document"),
        ("a.xlsx", files.xlsx(), f"{files.OFFICE}.spreadsheetml.sheet"),
        ("a.pptx", files.pptx(), f"{files.OFFICE}.presentationml.presentation"),
    ],
)
def test_a_file_is_what_is_in_it(name: str, content: bytes, kind: str) -> None:
    taken = take(name, content)

    assert (taken.name, taken.kind, taken.content) == (name, kind, content)


def many_parts() -> bytes:
    return files.archive({MAIN: b"<w/>"} | {f"media/{number}": b"" for number in range(5001)})


def twice_the_same_part() -> bytes:
    file = io.BytesIO(files.archive({MAIN: b"<w/>"}))
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr(MAIN.upper(), b"<w/>")
    return file.getvalue()


def declaring() -> bytes:
    types = b'<!DOCTYPE t [<!ENTITY a "b">]><Types/>'
    return files.zipped({"[Content_Types].xml": types, MAIN: b"<w/>"})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.pdf", b"", "This file is empty"),
        ("large.pdf", b"%PDF-1.4" + b" " * MOST_BYTES, "larger than 10 MB"),
        ("page.pdf", HTML, "This kind of file is not taken"),
        ("drawing.png", SVG, "This kind of file is not taken"),
        ("drawing.svg", SVG, "This kind of file is not taken"),
        ("tool.pdf", EXE, "This kind of file is not taken"),
        ("tool.exe", EXE, "This kind of file is not taken"),
        ("words.pdf", b"only words", "This kind of file is not taken"),
        ("cut.pdf", files.pdf()[:100], "damaged"),
        ("page.pdf", b"%PDF-1.4\n" + HTML, "damaged"),
        ("page.jpg", b"\xff\xd8\xff\xe0" + HTML, "damaged"),
        ("page.png", files.png()[:20] + HTML, "damaged"),
        ("two.pdf", files.pdf() + files.zipped({"a.html": HTML}), "A second file is hidden"),
        ("two.jpg", files.jpg() + files.docx(), "A second file is hidden"),
        ("two.docx", files.zipped({"a": b"a"}) + files.docx(), "A second file is hidden"),
        ("a.pdf", files.png(), "is named .pdf but is a PNG picture"),
        ("a.docx", files.xlsx(), "is named .docx but is an Excel workbook"),
        ("a", files.pdf(), "has another name but is a PDF"),
        ("a.html", files.pdf(), "Give it a name that ends in .pdf"),
        ("a.pdf.exe", files.pdf(), "Give it a name that ends in .pdf"),
        ("a.docm", files.docm(), "This file holds macros"),
        ("a.docx", files.docm(), "This file holds macros"),
        ("a.docx", files.archive({MAIN: b"<w/>", "word/vbaProject.bin": b"x"}), "This file holds macros"),
        ("a.docx", files.archive({MAIN: b"<w/>"}, main=files.MACROS), "This file holds macros"),
        ("a.docx", files.locked(files.docx()), "This file has a password"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "older Office file, or has a password"),
        ("a.docx", files.archive({MAIN: b"\0" * 9_000_000}), "unpacks to far more"),
        ("a.docx", many_parts(), "made of more than 5000 parts"),
        ("a.odt", files.zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument file"),
        ("a.docx", twice_the_same_part(), "damaged"),
        ("a.docx", declaring(), "damaged"),
        ("a.docx", files.docx()[:-60], "damaged"),
        ("a.docx", files.zipped({"[Content_Types].xml": b"<Types/>", MAIN: b"<w/>"}), "This kind of file is not taken"),
        ("a.docx", files.zipped({MAIN: b"<w/>"}), "This is an archive of files"),
        ("a.zip", files.zipped({"a.pdf": files.pdf()}), "This is an archive of files"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_in_words(name: str, content: bytes, said: str) -> None:
    with pytest.raises(RefusedFileError, match=said):
        take(name, content)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Minutes, 3 March (final).pdf", "Minutes, 3 March (final).pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\sam\\report.docx", "report.docx"),
        ("a\0b.pdf", "a b.pdf"),
        ("report\u202efdp.exe.pdf", "report fdp.exe.pdf"),
        ("tabs\tand\r\nlines.pdf", "tabs and lines.pdf"),
        ("Rapport d\u2019\u00e9valuation.pdf", "Rapport d\u2019\u00e9valuation.pdf"),
        ('a"b<c>d.pdf', "a b c d.pdf"),
        ("  spaces  .pdf", "spaces.pdf"),
        (".pdf", "evidence.pdf"),
        ("...", "evidence"),
        ("\u202e", "evidence"),
        ("w" * 300 + ".pdf", "w" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_is_cleaned(given: str, kept: str) -> None:
    assert clean(given) == kept


@given(st.text(max_size=400))
def test_no_name_leads_out_of_a_folder_or_hides_a_sign(name: str) -> None:
    cleaned = clean(name)

    assert cleaned
    assert len(cleaned) <= LONGEST_NAME
    assert cleaned.isprintable()
    assert not set(cleaned) & set('/\\<>:"|?*')
    assert clean(cleaned) == cleaned


@given(st.integers(0, len(DOCX) - 1), st.binary(min_size=1, max_size=8))
def test_an_office_file_with_other_bytes_in_it_is_taken_or_refused_and_breaks_nothing(at: int, other: bytes) -> None:
    changed = DOCX[:at] + other + DOCX[at + len(other) :]

    with suppress(RefusedFileError):
        assert take("a.docx", changed).kind.startswith(files.OFFICE)


@given(
    st.sampled_from([b"", b"%PDF-1.7", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]), st.binary(max_size=99)
)
def test_no_content_breaks_it(head: bytes, rest: bytes) -> None:
    with pytest.raises(RefusedFileError):
        take("a.pdf", head + rest)
