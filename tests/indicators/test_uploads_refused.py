import io
import re
from collections.abc import Callable

import pytest
import xlsxwriter
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation, Role, User
from indicators.models import Standard, Submission, Upload
from indicators.services.uploading import preview_published
from indicators.uploads import MOST_SHOWN
from tests.factories import TODAY
from tests.indicators.records import KINGSTON, record
from tests.indicators.spreadsheets.test_sheets import HOSTILE, REFUSED
from tests.indicators.test_entering import words
from tests.indicators.uploading import (
    OF_YEAR,
    PAST,
    TABLE,
    YEARS,
    as_csv,
    as_workbook,
    choose,
    confirm,
    past,
    row_of,
    typed,
)

Member = Callable[..., User]


@pytest.fixture
def admin(wres: Standard, trust: Organisation, member: Member, client: Client, on: Callable[..., None]) -> Client:
    on("2022-06-01")
    member(trust, Role.ADMIN, name="Ada Admin")
    return client


@pytest.fixture
def begun(admin: Client) -> Client:
    """2022 is begun, and nothing typed yet."""
    admin.post(f"{YEARS}start/", {"year": "2022"})
    return admin


# ---- files that are none, and files that mean harm


WHOLE = as_workbook(*TABLE)
CHOSEN = {
    "0 bytes": ("a.xlsx", b"", "empty"),
    "a picture": REFUSED["a picture"],
    "a PDF": REFUSED["a PDF as csv"],
    "an older file": REFUSED["an older file"],
    "macros": REFUSED["macros"],
    "6 MB": ("a.csv", b"1,2\n" * 1_500_000, "larger than 5 MB"),
    "half of a file": ("a.xlsx", WHOLE[: len(WHOLE) // 2], "damaged"),
    "200 MB of zeros": ("a.xlsx", *HOSTILE["200 MB of zeros"]),
    "120 MB of content": ("a.xlsx", *HOSTILE["40 MB thrice"]),
    "entities": ("a.xlsx", *HOSTILE["billion laughs"]),
    "1,000 sheets": ("a.xlsx", *HOSTILE["1,000 sheets"]),
    "a far cell": ("a.xlsx", *HOSTILE["a far cell"]),
    "a password": ("a.xlsx", *HOSTILE["a password"]),
}


@pytest.mark.parametrize("address", [PAST, OF_YEAR])
@pytest.mark.parametrize(("name", "content", "said"), CHOSEN.values(), ids=CHOSEN)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_leaves_nothing(
    begun: Client, address: str, name: str, content: bytes, said: str
) -> None:
    page = choose(begun, address, content, name)

    assert page.status_code == 422
    assert "There is a problem" in words(page)
    assert re.search(said, words(page))
    assert not Upload.objects.exists()
    assert typed() == {}
    assert Submission.objects.get().state == "draft"


@pytest.mark.parametrize("address", [PAST, OF_YEAR])
def test_no_file_is_asked_for(begun: Client, address: str) -> None:
    page = begun.post(address)

    assert page.status_code == 422
    assert "Choose a file." in words(page)


@pytest.mark.parametrize("address", [PAST, OF_YEAR])
def test_a_workbook_without_a_sheet_of_cells_is_refused_in_words(begun: Client, address: str) -> None:
    page = choose(begun, address, chart_alone())

    assert page.status_code == 422
    assert "There is no sheet in this file." in words(page)


def chart_alone() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Chart1!$A$1"})
        book.add_chartsheet().set_chart(chart)
    return file.getvalue()


def test_formulas_are_refused_cell_by_cell(admin: Client) -> None:
    page = choose(admin, PAST, b",2021\n2,=1+1\n3,1.04\n", "a.csv")

    assert "This cell holds a formula" in row_of(page, "B2")
    assert confirm(admin).status_code == 409
    assert not Submission.objects.exists()


def test_what_a_file_says_is_shown_as_text(admin: Client) -> None:
    page = choose(admin, PAST, b",2021\n2,<b>1</b>\n<script>,1\n", "<i>.csv")

    for marked in ("<b>1", "<script>,", "<script></", "<i>"):
        assert marked not in page.content.decode()


# ---- how much


def test_ten_thousand_rows_that_mean_nothing_make_a_small_page(admin: Client) -> None:
    unknown = [[f"Sickness absence in ward {at}", "4%"] for at in range(10_000)]

    page = past(admin, ["", "2021"], ["2", "1.05"], *unknown)

    assert f"These are the first {MOST_SHOWN} of 10000." in words(page)
    assert "1 to record" in words(page)
    assert len(page.content) < 80_000
    assert len(Upload.objects.get().cells["skipped"]) == MOST_SHOWN


def test_a_file_of_one_score_ten_thousand_times_is_refused(admin: Client) -> None:
    page = past(admin, ["", "2021"], *[["2", "1.05"]] * 10_000)

    assert page.status_code == 422
    assert "There are 10,000 figures in this file" in words(page)
    assert not Upload.objects.exists()


def test_of_many_cells_those_to_put_right_stand_first(admin: Client) -> None:
    years = [str(year) for year in range(2016, 2041)]
    pairs = [[f"Indicator {number} {group}", *["30%"] * 25] for number in (5, 6, 7, 8) for group in ("BME", "White")]

    page = past(admin, ["", *years], *pairs, ["2", *["1.1"] * 24, "1.2x"])

    assert f"These are the first {MOST_SHOWN} of 225 cells" in words(page)
    assert page.content.decode().count('role="rowheader"') == MOST_SHOWN
    assert "'1.2x' is not one value" in row_of(page, "Z10")


def test_the_queries_of_the_preview_do_not_grow_with_its_cells(
    admin: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for rows in (TABLE[:2], TABLE):
        past(admin, *rows)
        with django_assert_max_num_queries(9):
            admin.get(f"/RYR/uploads/{Upload.objects.latest('pk').pk}/")


def test_the_queries_of_reading_grow_with_years_and_not_with_cells(
    wres: Standard, trust: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for year, scores in KINGSTON.items():
        record(trust, year, scores)
    for rows in (TABLE[:2], TABLE):
        with django_assert_max_num_queries(1 + 5 * 11):
            preview_published(trust, wres, "a.csv", as_csv(*rows), on=TODAY)
