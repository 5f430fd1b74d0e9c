"""The pages against the text of Kingston's printed report, and not against the file that was made from it."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from accounts.models import Organisation, Role
from tests.factories import ROOT, make_member

PRINT = (ROOT / "sample" / "kingston-wres-2021.txt").read_text(encoding="utf-8")
SCORES, PLAN = PRINT.split("Workforce Race Equality Standard (WRES) 2021 \n", maxsplit=1)
YEARS = [2017, 2018, 2019, 2020, 2021]

# Where a cell of the table ends: what a bullet stood before loses its bullet in the text, and keeps a space.
BULLET = re.compile(r"(?:^ |[\d.]%?  )(?=\S)(.+?)\n\s*\n", re.DOTALL | re.MULTILINE)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
TIMESCALE = re.compile(rf"(?:(?:{MONTHS})\s+20\d\d(?!\))(?:\s+and\s+ongoing)?|Quarterly|Ongoing)")
SCORE = r"\d+(?:\.\d+)?(?: ?%)?"

HEAD = "Head of Equality, Diversity & Inclusion"
ASSISTANT = "Assistant Director – Equality, Diversity & Inclusion"
SUPPORT = [
    HEAD,
    "Freedom to Speak Up Guardian",
    "Director of Communications & Engagement",
    "MEGA",
    "Diversity Champions",
]

# The cells of the last column, by the actions that they stand beside: who leads, and with whose support.
LEADS: list[tuple[range, list[str], list[str]]] = [
    (range(1, 4), [HEAD, "Head of Recruitment"], []),
    (range(4, 7), [ASSISTANT], []),
    (range(7, 8), ["EMC"], [ASSISTANT]),
    (range(8, 10), [ASSISTANT], []),
    (range(10, 12), [HEAD, ASSISTANT], []),
    (range(12, 22), [ASSISTANT], SUPPORT),
    (range(22, 23), [ASSISTANT], []),
]


def plain(text: str) -> str:
    """White space, dashes, quotes and capitals made alike."""
    text = re.sub(r"\s*[\u2010-\u2015-]\s*", "-", text)
    text = text.translate(str.maketrans("‘’“”", "''\"\""))
    return re.sub(r"\s+", " ", re.sub(r"\s+%", "%", text)).strip().casefold()


class Tables(HTMLParser):
    """The rows of a page's tables as texts of their cells, with what a screen reader hears."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.hidden = 0
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True
        if tag == "span" and (self.hidden or ("aria-hidden", "true") in attrs):
            self.hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.inside = False
        if tag == "span" and self.hidden:
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        if self.inside and not self.hidden:
            self.rows[-1][-1] += data


@pytest.fixture
def reader(client: Client, kingston: Organisation) -> Client:
    client.force_login(make_member(kingston, Role.COMMITTEE))
    return client


def rows_of(reader: Client, address: str) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in Tables(reader.get(address).content.decode()).rows]


@pytest.fixture
def actions(reader: Client) -> list[list[str]]:
    """The rows of the plan: wording, timescale, leads, status."""
    return [row for row in rows_of(reader, "/RAX/actions/")[1:] if len(row) == 4]


def printed_scores() -> dict[int, list[str]]:
    table = plain(SCORES[SCORES.index("WRES Indicator") :])
    found = re.findall(rf"(?<!\S)([2-9])\. \D.*? ({SCORE} {SCORE} {SCORE} {SCORE} {SCORE})(?= [3-9]\. |$)", table)
    return {int(number): values.split(" ") for number, values in found}


def test_all_forty_scores_stand_in_their_row_and_year(reader: Client) -> None:
    printed = printed_scores()
    head, *rows = rows_of(reader, "/RAX/indicators/")
    shown = {int(row[0].split(".")[0]): row for row in rows}

    assert sum(len(values) for values in printed.values()) == 40
    for number, values in printed.items():
        for year, value in zip(YEARS, values, strict=True):
            assert shown[number][head.index(str(year))] == value, (number, year)


@pytest.mark.parametrize("year", YEARS)
def test_the_page_of_a_year_holds_its_eight_scores(reader: Client, year: int) -> None:
    shown = {row[0].split(".")[0]: row[1] for row in rows_of(reader, f"/RAX/submissions/wres/{year}/")[1:]}

    for number, values in printed_scores().items():
        assert shown[str(number)] == values[YEARS.index(year)]


def test_the_score_of_the_year_stands_above_the_actions_of_its_indicator(reader: Client) -> None:
    heads = " ".join(row[0] for row in rows_of(reader, "/RAX/actions/")[1:] if len(row) == 1)

    found = dict(re.findall(rf"(?<!\S)([2-9])\. .*?trust score ({SCORE})", heads))

    assert found == {str(number): values[-1] for number, values in printed_scores().items()}


def test_all_twenty_two_actions_stand_in_printed_order_and_words(actions: list[list[str]]) -> None:
    """A text that a page end cuts in two goes on further down the print."""
    bullets = [plain(found) for found in BULLET.findall(PLAN)]
    supporters = [plain(name) for name in SUPPORT]
    printed = [each for each in bullets if each not in supporters and not re.match(r"\d+ staff ", each)]

    assert len(printed) == len(actions) == 22
    for (wording, *_), begun in zip(actions, printed, strict=True):
        begun = begun.rstrip(":.")
        assert wording.startswith(begun)
        assert wording.removeprefix(begun).strip(" .") in plain(PLAN)


def test_the_twelve_timescales_stand_beside_their_actions(actions: list[list[str]]) -> None:
    """The one 'Ongoing' beside indicator 3 is of both its actions."""
    printed = [plain(found) for found in TIMESCALE.findall(PLAN)]
    shown = {place: row[1] for place, row in enumerate(actions, 1) if row[1] != "none given in the plan"}

    assert len(printed) == 12
    assert shown[8] == shown[9] == "ongoing q3 2021/22: no update yet"
    del shown[9]
    assert len(shown) == 12
    for (place, cell), timescale in zip(shown.items(), printed, strict=True):
        assert re.fullmatch(rf"{timescale}( next due .*| q3 2021/22: no update yet)?", cell), place


def test_the_leads_are_as_printed(actions: list[list[str]]) -> None:
    for places, leads, support in LEADS:
        cell = ", ".join(leads) + (f" with support from {', '.join(support)}" if support else "")
        for place in places:
            assert actions[place - 1][2] == plain(cell), place


@pytest.mark.parametrize("name", sorted({name for _, leads, support in LEADS for name in leads + support}))
def test_a_lead_is_in_the_print_by_that_name(name: str) -> None:
    assert plain(name) in plain(PLAN)


def test_the_goals_of_staff_in_post_are_as_printed(reader: Client, actions: list[list[str]]) -> None:
    printed = re.findall(r"(\d+) staff (?:Band )?(\w+) \(2021 – (\d+)\)", PLAN)
    place = next(place for place, row in enumerate(actions, 1) if "model employer' goals" in row[0])
    address = re.findall(r'<tr [^>]*id="action-(\d+)"', reader.get("/RAX/actions/").content.decode())[place - 1]

    shown = rows_of(reader, f"/RAX/actions/{address}/")

    assert len(printed) == 6
    for target, band, actual in printed:
        label = "vsm" if band == "VSM" else f"band {plain(band)}"
        assert [label, f"{actual} in september 2021", f"{target} by 2023"] in shown
