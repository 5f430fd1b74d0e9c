"""What is to be put right in a year, as its check page says it: where it is, and of which indicator."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from indicators.models import Standard
from indicators.pages.entering import ToPutRight, sections
from indicators.services.drafting import read_year
from tests.indicators.records import draft, record_typed
from tests.indicators.years import pair, whole_year

CHECK, ENTER = "/RYR/submissions/wres/2022/check/", "/RYR/submissions/wres/2022/enter/"
WITHOUT_4 = {name: text for name, text in whole_year().items() if not name.startswith("4-")}


def to_put_right(trust: Organisation, typed: dict[str, str]) -> list[ToPutRight]:
    found = draft(trust, 2022, typed)
    year = read_year(found.submission, found.typed)
    shown = sections(found.submission, year, found.typed, {}, bme="BME")
    return [each for section in shown for each in section.to_put_right]


@pytest.mark.parametrize(
    ("typed", "href", "text"),
    [
        (
            whole_year() | {"5-value-bme": "418%"},
            "#id_5-value-bme",
            "Indicator 5: Percentage, BME: 418% is not between 0% and 100%. A percentage of people cannot be.",
        ),
        (
            whole_year() | {"9-missing": "Not counted"},
            "#id_9-missing",
            "Indicator 9: You gave figures and a reason for having none. Take one of them out.",
        ),
        (
            WITHOUT_4,
            "#indicator-4",
            "Indicator 4 has no figures. Enter them, or say why there is no score.",
        ),
    ],
)
def test_each_has_its_place_and_names_its_indicator_once(
    wres: Standard, trust: Organisation, typed: dict[str, str], href: str, text: str
) -> None:
    assert to_put_right(trust, typed) == [ToPutRight(href, text)]


def test_nothing_is_to_be_put_right_in_a_year_that_is_right(wres: Standard, trust: Organisation) -> None:
    assert to_put_right(trust, whole_year()) == []


def test_the_check_page_leads_to_each(
    wres: Standard, trust: Organisation, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    on("2022-06-01")
    member(trust, Role.ADMIN)
    draft(trust, 2022, WITHOUT_4 | {"9-missing": "Not counted"})

    page = unescape(client.get(CHECK).content.decode())

    assert re.findall(rf'<a href="{ENTER}#([^"]+)">(Indicator \d)', page) == [
        ("indicator-4", "Indicator 4"),
        ("id_9-missing", "Indicator 9"),
    ]


def test_a_figure_that_may_be_right_needs_another_look(
    wres: Standard, trust: Organisation, member: Callable[..., User], client: Client, on: Callable[..., None]
) -> None:
    on("2022-06-01")
    member(trust, Role.ADMIN)
    record_typed(trust, 2021, pair(5, "25.1%", "31.8%"))
    draft(trust, 2022, whole_year() | pair(5, "50.5%", "31.9%"))

    page = client.get(CHECK).content.decode()

    assert "1 figure needs another look." in page
    assert "looks wrong" not in page
