import io
import random
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators.spreadsheets import sheets
from indicators.spreadsheets.sheets import Sheet, SpreadsheetError, read_sheets

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns:r="{RELATION}"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{RELATION}/worksheet" '
    f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{RELATION}/sharedStrings" '
    'Target="sharedStrings.xml"/></Relationships>',
    "xl/sharedStrings.xml": "<sst><si><t>White</t></si></sst>",
}


def packed(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for path, part in parts.items():
            book.writestr(path, part)
    return file.getvalue()


def handmade(cells: str = '<row r="1"><c r="A1"><v>2</v></c></row>', **others: str | bytes) -> bytes:
    """A workbook of one sheet; other parts by name, with _ for the point."""
    sheet = f"<worksheet><sheetData>{cells}</sheetData></worksheet>"
    more = {f"xl/{name.replace('_', '.')}": part for name, part in others.items()}
    return packed(PARTS | {"xl/worksheets/sheet1.xml": sheet} | more)


def bomb(megabytes: int, seemly: bytes = b"", copies: int = 1) -> bytes:
    """A workbook with parts that are nearly all zeros, made without holding them; `seemly` makes them pack worse."""
    file = io.BytesIO(handmade())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as book:
        for copy in range(copies):
            with book.open(f"xl/more{copy}.xml", "w") as part:
                part.write(seemly)
                for _ in range(megabytes):
                    part.write(bytes(1_000_000))
    return file.getvalue()


def lying(content: bytes, size: int, said: int) -> bytes:
    return content.replace(size.to_bytes(4, "little"), said.to_bytes(4, "little"))


@pytest.fixture(scope="module")
def ordinary() -> bytes:
    """What a spreadsheet program writes: two sheets, a chart between them, and every kind of cell."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day, first = book.add_format({"num_format": "mmm-yy"}), book.add_worksheet("Trust's scores")
        first.write_row(0, 0, ["Indicator", 2020, 0.343, 0.1 + 0.2, 6307.0, True])
        first.write_datetime(1, 0, date(2021, 3, 31), day)
        first.write_formula(1, 1, "=B1+1", value=2021)
        first.write_formula(2, 6, "=1/0", value="#DIV/0!")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "='Trust''s scores'!$B$1:$C$1"})
        book.add_chartsheet().set_chart(chart)
        book.add_worksheet("More").write(2, 1, "34.3 %")
    return file.getvalue()


@contextmanager
def little_is_used() -> Iterator[None]:
    """Memory alone: how long a hostile file takes is measured in benchmarks/spreadsheets.py."""
    tracemalloc.start()
    try:
        yield
        _, most = tracemalloc.get_traced_memory()
        assert most < 40_000_000
    finally:
        tracemalloc.stop()


def test_every_kind_of_cell_is_text_without_noise(ordinary: bytes) -> None:
    first, more = read_sheets("Scores.XLSX", ordinary)

    assert first.name == "Trust's scores"
    assert first.rows[0][:6] == ("Indicator", "2020", "0.343", "0.3", "6307", "TRUE")
    assert first.rows[1][:2] == ("2021-03-31", "2021")
    assert first.rows[2][6] == "#DIV/0!"
    assert more == Sheet("More", (("", ""), ("", ""), ("", "34.3 %")))


def test_formulas_are_found_by_their_address(ordinary: bytes) -> None:
    first, more = read_sheets("a.xlsx", ordinary)

    assert (first.formulas, more.formulas) == ({"B2", "G3"}, frozenset())


@pytest.mark.parametrize(
    ("place", "address"), [((0, 0), "A1"), ((2, 1), "B3"), ((9, 26), "AA10"), ((0, 701), "ZZ1"), ((0, 702), "AAA1")]
)
def test_a_cell_has_the_address_of_spreadsheets(place: tuple[int, int], address: str) -> None:
    assert Sheet("S", ()).address(*place) == address


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_whatever_program_wrote_it(delimiter: str, encoding: str) -> None:
    lines = ["Scores of the trust", "#|Indicator|2021", '2|"Shortlisting,\r\nso £"|34.3 %', "9||-0.64%"]
    content = "\r\n".join(lines).replace("|", delimiter).encode(encoding)

    [sheet] = read_sheets("scores 2021.csv", content)

    assert sheet.name == "scores 2021"
    assert sheet.rows[2:] == (("2", "Shortlisting,\r\nso £", "34.3 %"), ("9", "", "-0.64%"))


def test_in_a_csv_a_formula_begins_with_an_equals_sign_and_a_negative_number_is_none() -> None:
    [sheet] = read_sheets("a.csv", b"=1+1,-0.64%\nplain, =A1\n")

    assert sheet.formulas == {"A1", "B2"}


REFUSED = {
    "nothing": ("a.csv", b"", "empty"),
    "6 MB": ("a.csv", b"1,2\n" * 1_500_000, "larger than 5 MB"),
    "an older file": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"older Excel file.*\.xlsx"),
    "a locked file": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
    "a picture": ("a.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00", "named .xlsx but is not"),
    "a workbook as csv": ("a.csv", handmade(), "named .csv but is a workbook"),
    "a PDF as csv": ("a.csv", b"%PDF-1.7\n1 0 obj", "is a PDF"),
    "bytes as csv": ("a.csv", b"1,2\x00\x01", "not text"),
    "half of a letter": ("a.csv", b"\xff\xfe1\x00,", "not text"),
    "text as workbook": ("a.xlsx", b"1,2", "named .xlsx but is not"),
    "another ending": ("a.ods", handmade(), r"'.ods' cannot be read.*\.xlsx"),
    "an OpenDocument file": ("a.xlsx", packed({"mimetype": "", "content.xml": "<a/>"}), "OpenDocument"),
    "a text document": ("a.xlsx", packed({"word/document.xml": "<a/>"}), "not an Excel workbook"),
    "macros": ("a.xlsx", handmade(vbaProject_bin=b"1"), "macros"),
    "many columns": ("a.csv", b"," * 300, "The cell KO1 lies outside"),
    "many rows": ("a.csv", b"1\n" * 20_001, "The cell A20001 lies outside"),
    "many blank rows": ("a.csv", b"\n" * 20_001, "The cell A20001 lies outside"),
    "many cells": ("a.csv", (b"1" + b"," * 299 + b"\n") * 2_000, "more than 500,000 cells"),
    "a field without an end": ("a.csv", b'"' + b"a" * 200_000, "damaged"),
}


@pytest.mark.parametrize(("name", "content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_spreadsheet_is_refused_in_plain_words(name: str, content: bytes, words: str) -> None:
    with pytest.raises(SpreadsheetError, match=words):
        read_sheets(name, content)


LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet>&c;</worksheet>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
THOUSAND = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="r1"/>' for at in range(1000))
OUTSIDE = "lies outside the 20,000 rows and 300 columns"
HOSTILE = {
    "a far cell": (handmade(FAR), f"XFD1048576 {OUTSIDE}"),
    "a far cell with a prefix": (handmade(FAR.replace("<c ", "<x:c ").replace("</c", "</x:c")), OUTSIDE),
    "a far row of cells without addresses": (handmade('<row r="4294967295"/><row><c><v>1</v></c></row>'), OUTSIDE),
    "a far address after a near one": (handmade(FAR.replace("r=", 'r="A1" r=')), "damaged"),
    "a far address after a bracket": (handmade(FAR.replace("r=", 'x=">" r=')), "damaged"),
    "a far address after an opening": (handmade(FAR.replace("><v>", " /<!-- --><v>")), "damaged"),
    "a comment that hides": (handmade('<row r="99"><!-- <row r="1"> --><c><v>1</v></c></row>'), "XML"),
    "an address of letters": (handmade(FAR.replace("XFD1048576", "&#65;1")), "damaged"),
    "much between two cells": (
        handmade('<row r="19999"><c r="A1"><v>1</v></c><c r="AZ19999"><v>1</v></c></row>'),
        "500,000",
    ),
    "billion laughs": (packed(PARTS | {"xl/worksheets/sheet1.xml": LAUGHS}), "XML"),
    "XML of two bytes a letter": (handmade(theme_xml="<a/>".encode("utf-16")), "XML"),
    "200 MB of zeros": (bomb(200), "unpacks to far more"),
    "40 MB thrice": (bomb(40, seemly=random.Random(1).randbytes(250_000), copies=3), "unpacks to far more"),
    "40 MB that are said to be 1,000 bytes": (lying(bomb(40), 40_000_000, 1_000), "damaged"),
    "40 MB that are said to be 8 MB": (
        lying(bomb(40, seemly=bytes(range(256)) * 200), 40_051_200, 8_000_000),
        "far more|damaged",
    ),
    "a password": (
        handmade().replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
        "password",
    ),
    "1,000 parts": (handmade(**{f"a{at}_xml": "<a/>" for at in range(1000)}), "more than 500 parts"),
    "1,000 sheets": (
        packed(
            PARTS
            | {
                "xl/workbook.xml": f"<workbook><sheets>{THOUSAND}</sheets></workbook>",
                "xl/worksheets/sheet1.xml": "<a/>",
            }
        ),
        "more than 50 sheets",
    ),
    "a long text in many cells": (
        handmade(
            "<row>" + '<c t="s"><v>0</v></c>' * 300 + "</row>",
            sharedStrings_xml=f"<sst><si><t>{'a' * 999_000}</t></si></sst>",
        ),
        "repeats a very long text",
    ),
    "many tags": (handmade("<row/>" * 2_500_000, a_xml=random.Random(1).randbytes(50_000).hex()), "far more"),
    "no list of parts": (packed({"xl/workbook.xml": "<workbook/>"}), "damaged"),
}


@pytest.mark.parametrize(("content", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_workbook_is_refused_before_it_takes_memory(content: bytes, words: str) -> None:
    with little_is_used(), pytest.raises(SpreadsheetError, match=words):
        read_sheets("a.xlsx", content)


def test_an_empty_cell_with_a_format_far_out_does_no_harm() -> None:
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="XFD1" s="0"/></row>'

    assert read_sheets("a.xlsx", handmade(cells)) == [Sheet("S", (("White",),))]


def test_cells_without_addresses_follow_each_other() -> None:
    cells = "<row><c><v>1</v></c><c><f>A1</f><v>2</v></c></row><row><c/><c><v>3</v></c></row>"

    [sheet] = read_sheets("a.xlsx", handmade(cells))

    assert (sheet.rows, sheet.formulas) == ((("1", "2"), ("", "3")), {"B1"})


def test_formulas_of_other_things_than_cells_are_of_no_cell() -> None:
    cells = '<row><c r="A1"><v>2</v></c></row></sheetData><extLst><xm:f>B1</xm:f></extLst><sheetData>'

    assert not read_sheets("a.xlsx", handmade(cells))[0].formulas


def test_a_workbook_cut_short_anywhere_is_refused(ordinary: bytes) -> None:
    for length in range(0, len(ordinary) - 1, 200):
        with pytest.raises(SpreadsheetError):
            read_sheets("a.xlsx", ordinary[:length])


def test_a_workbook_with_bytes_changed_is_read_or_refused(ordinary: bytes) -> None:
    chance = random.Random(2021)
    refused = 0
    for _ in range(300):
        content = bytearray(ordinary)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        refused += is_refused("a.xlsx", bytes(content))

    assert refused > 200


def test_a_sheet_of_changed_xml_is_read_or_refused() -> None:
    chance = random.Random(2021)
    sheet = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="e"><f>A1</f><v>#N/A</v></c></row>'
    for _ in range(500):
        letters = list(sheet)
        for _ in range(chance.randint(1, 3)):
            letters[chance.randrange(len(letters))] = chance.choice("<>\"'/ =c19&;:!-")
        is_refused("a.xlsx", handmade("".join(letters)))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["a.csv", "a.xlsx"]),
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]),
    st.binary(),
)
@example("a.csv", b"", b"\x81")
def test_any_bytes_are_read_or_refused(name: str, opening: bytes, content: bytes) -> None:
    is_refused(name, opening + content)


def is_refused(name: str, content: bytes) -> bool:
    """Any other error than SpreadsheetError fails the test."""
    try:
        found = read_sheets(name, content)
    except SpreadsheetError:
        return True
    assert all(isinstance(cell, str) for sheet in found for row in sheet.rows for cell in row)
    return False


def test_an_interruption_is_not_taken_for_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sheets, "_read_csv", interrupt)

    with pytest.raises(KeyboardInterrupt):
        read_sheets("a.csv", b"1")
