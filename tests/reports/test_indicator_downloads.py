"""What is taken away from the page of one indicator: its figures, and its chart as a drawing and as a picture."""

import csv
import io
import re
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from accounts.models import Organisation, Role, User
from tests.factories import make_action, make_benchmark, make_plan
from tests.indicators.records import record, record_typed
from tests.indicators.years import BANDS, counts, pair
from tests.reports.test_indicator_page import FAR, KENT, address, page_of, words

Member = Callable[..., User]

SVG = "{http://www.w3.org/2000/svg}"
PNG = b"\x89PNG\r\n\x1a\n"


def read_csv(response: HttpResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_figures_are_taken_away_with_each_number_apart(trust: Organisation, client: Client) -> None:
    record_typed(trust, 2020, KENT)
    record_typed(trust, 2021, {"3-missing": "=1+1"})

    response = client.get(address(3, kind=".csv"))

    assert response["Content-Disposition"] == 'attachment; filename="RXY-WRES-indicator-3.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    header, *rows = read_csv(response)
    assert dict(zip(header, rows[0], strict=True)) == {
        "Year": "2020",
        "Score": "1.83",
        "95% interval, low": "0.82",
        "95% interval, high": "4.09",
        "Entered the formal disciplinary process: BME": "9",
        "Staff in the workforce: BME": "725",
        "Entered the formal disciplinary process: White": "17",
        "Staff in the workforce: White": "2505",
        "Entered the formal disciplinary process: Unknown": "0",
        "Staff in the workforce: Unknown": "0",
    }
    assert rows[1][:2] == ["2021", "'=1+1"]


@pytest.mark.parametrize("number", [1, 2, 5, 9])
def test_no_cell_of_the_figures_runs_as_a_formula(trust: Organisation, client: Client, number: int) -> None:
    Organisation.objects.filter(pk=trust.pk).update(bme_label="=BME")
    board = {"board": (12, 2, 1), "workforce": (1150, 658, 45)}
    record_typed(trust, 2020, {f"{number}-missing": "@SUM(A1)"})
    record_typed(trust, 2021, counts(1, BANDS) | counts(2, FAR) | pair(5, "35%", "31%") | counts(9, board))

    cells = [cell for row in read_csv(client.get(address(number, kind=".csv"))) for cell in row]

    runs = [cell for cell in cells if cell[:1] in "=+-@" and not re.fullmatch(r"|[+-][\d.]+", cell)]
    assert runs == []
    assert "'@SUM(A1)" in cells


@pytest.mark.parametrize("number", range(1, 10))
def test_the_chart_is_taken_away_as_a_drawing_without_style_or_script(
    kingston: Organisation, client: Client, member: Member, number: int
) -> None:
    member(kingston, Role.COMMITTEE)
    record_typed(kingston, 2022, counts(1, BANDS) | {"3-published": "1.04"})

    response = client.get(address(number, kind=".svg", code="RAX"))

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"] == f'attachment; filename="RAX-WRES-indicator-{number}.svg"'
    drawing = ElementTree.fromstring(response.content)
    assert drawing.tag == f"{SVG}svg"
    for element in drawing.iter():
        assert element.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_the_chart_is_taken_away_as_a_picture(kingston: Organisation, client: Client, member: Member) -> None:
    member(kingston, Role.COMMITTEE)

    response = client.get(address(2, kind=".png", code="RAX"))

    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == 'attachment; filename="RAX-WRES-indicator-2.png"'
    assert response.content.startswith(PNG)
    width, height = struct.unpack(">II", response.content[16:24])
    assert 700 <= width <= 1000
    assert height > 400


@pytest.mark.parametrize("kind", [".svg", ".png"])
def test_without_a_figure_there_is_no_chart_to_take_away(trust: Organisation, client: Client, kind: str) -> None:
    record_typed(trust, 2021, {"2-missing": "Not collected"})

    assert client.get(address(2, kind=kind)).status_code == 404
    assert f"chart ({kind})" not in page_of(client, 2)


def test_a_text_that_was_pasted_from_word_can_be_drawn(trust: Organisation, client: Client) -> None:
    Organisation.objects.filter(pk=trust.pk).update(bme_label="Global\x1fmajority")
    record(trust, 2021, {5: "41.8%"})
    make_action(make_plan(trust), wording="Train\x0bthe\x01 panels \ufffe", ongoing=True, indicators=(5,))
    make_benchmark(trust, number=5, unit="percent", value="28.9", places=1, scope="Our\x0bneighbours")

    drawing = client.get(address(5, kind=".svg"))
    picture = client.get(address(5, kind=".png"))

    said = " ".join(" ".join(ElementTree.fromstring(drawing.content).itertext()).split())
    assert "Action 1: Train the panels" in said
    assert "Global majority" in said
    assert "Our neighbours" in said
    assert picture.content.startswith(PNG)


def test_a_picture_that_cannot_be_made_leads_to_the_drawing(
    trust: Organisation, client: Client, settings: Settings, tmp_path: Path
) -> None:
    record(trust, 2021, {2: "1.31"})
    settings.DOCUMENT_FONTS = [tmp_path / "gone.ttf"]

    response = client.get(address(2, kind=".png"))

    assert response.status_code == 503
    assert "The picture could not be made" in words(response)
    assert address(2, kind=".svg") in response.content.decode()
