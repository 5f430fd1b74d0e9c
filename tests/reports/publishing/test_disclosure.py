"""No count of few people is public, and nothing that was computed from one."""

import re
from datetime import date
from typing import Any

import pytest

from accounts.models import Organisation
from indicators.definitions import Definition, Shape
from indicators.figures import Figures, score_of
from indicators.measures import Proportion
from reports import files
from reports.publishing.disclosure import public
from reports.publishing.names import texts_of
from tests.factories import make_action, make_goal, make_organisation, make_plan
from tests.indicators.records import record_typed
from tests.indicators.years import counts, pair, whole_year
from tests.reports.publishing.documents import composed_of, drawings, table, under, words_of
from tests.reports.publishing.test_files import words_of_pdf, words_of_workbook

pytestmark = pytest.mark.django_db

RATIO = Definition(shape=Shape.RATIO, better="parity", top="white", above="a", below="b")


def report_of(*years: tuple[int, dict[str, str]]) -> Any:
    trust = make_organisation()
    for year, typed in years:
        record_typed(trust, year, typed)
    make_plan(trust)
    return composed_of(trust)


def said(composed: Any, number: int) -> str:
    """All that is said of an indicator, drawn or written."""
    blocks = [block.model_dump(mode="json") for block in under(composed.document, f"indicator-{number}")]
    return "\n".join(text for _, text in texts_of({"title": "", "blocks": blocks})) + drawings(composed.document)


@pytest.mark.parametrize(
    ("white", "bme", "is_kept"),
    [
        ((240, 1200), (100, 800), True),
        ((240, 1200), (10, 800), False),  # few were appointed
        ((240, 1200), (0, 800), False),  # nobody was: that tells of persons too
        ((240, 1200), (790, 800), False),  # few were not
        ((11, 1200), (11, 22), True),  # the threshold itself is not few
    ],
)
def test_counts_of_a_ratio_stay_only_where_none_is_of_few(
    white: tuple[int, int], bme: tuple[int, int], is_kept: bool
) -> None:
    figures = Figures(white_count=Proportion(*white), bme_count=Proportion(*bme))

    found = public(RATIO, figures, below=11)

    assert (found is figures) is is_kept
    assert (found.white_count is not None) is is_kept
    assert score_of(RATIO, found) == score_of(RATIO, figures)


def test_a_score_of_few_events_stands_without_interval_or_test() -> None:
    few = {"base": (2505, 725, 0), "count": (17, 9, 0)}
    many = {"base": (2505, 725, 0), "count": (170, 90, 0)}

    hidden, shown = said(report_of((2021, counts(3, few))), 3), said(report_of((2021, counts(3, many))), 3)

    assert "1.83" in hidden
    assert "95% interval" not in hidden
    assert "95%" in shown
    assert "more than chance" in shown


def test_counts_that_come_to_no_score_are_nowhere_in_it() -> None:
    """They are recorded in place of the score: 'Not calculable: White 17 of 2,505, BME 0 of 725'."""
    nobody = counts(3, {"base": (2505, 725, 0), "count": (17, 0, 0)})
    trust = make_organisation()
    for year in (2020, 2021):
        record_typed(trust, year, nobody)
    plan = make_plan(trust)
    make_action(plan, indicators=(3,), place=1)
    make_action(plan, indicators=(2, 3), place=2)

    document = composed_of(trust).document
    shown = [
        words_of(document) + drawings(document),
        words_of_pdf(files.KINDS["pdf"].draw(document)),
        words_of_workbook(files.KINDS["xlsx"].draw(document)),
    ]

    for words in shown:
        assert "Not calculable" in words
        assert not re.search(r"\b(17|0) of|2,?505|\b725\b", words)


def test_why_it_is_not_tested_is_said_truly() -> None:
    words = words_of(report_of((2021, counts(3, {"base": (2505, 725, 0), "count": (17, 9, 0)}))).document)

    assert "Whether this is more than chance is not said, because counts of fewer than 11 are not published." in words
    assert "because the counts are not recorded" not in words


def test_a_survey_of_few_has_its_percentages_alone() -> None:
    composed = report_of((2021, pair(5, "25.1%", "40%", respondents=(900, 20))))

    words = said(composed, 5)

    assert "40%" in words
    assert "25.1%" in words
    assert "interval" not in words
    assert "Indicator 5: Harassment, bullying or abuse from the public" in composed.hidden


def test_a_board_shows_its_share_and_never_its_members() -> None:
    words = said(report_of((2021, whole_year())), 9)

    assert "13.3% of the board are BME" in words
    assert "workforce" in words
    assert " of 15" not in words
    assert "Voting" not in words


def test_staff_are_told_by_group_of_bands_with_the_share_of_the_senior_ones() -> None:
    composed = report_of((2021, whole_year() | counts(1, {"clinical.5": (400, 300, 27)})))

    rows = {row[0]: row[1:] for row in table(composed.document, "Pay bands")}

    assert rows["Bands 8a and above"] == ["48", "164", "212", "22.6%"]
    assert rows["All staff"][0] == "658"
    assert "Bands 8a and above: 22.6% are BME" in said(composed, 1)


def test_a_small_group_of_bands_is_hidden_with_all_that_would_give_it_back() -> None:
    bands = {"clinical.5": (400, 300, 20), "clinical.6": (300, 150, 16), "clinical.8a": (160, 8, 14)}

    composed = report_of((2021, counts(1, bands)))

    rows = {row[0]: row[1:] for row in table(composed.document, "Pay bands")}
    assert rows["Bands 8a and above"][0] == rows["Bands 8a and above"][3] == "Not published"
    assert sum(row[0] == "Not published" for row in rows.values()) > 1
    assert "8a and above:" not in said(composed, 1)
    assert "The senior bands are not shown, because" in words_of(composed.document)
    assert composed.hidden == ("Indicator 1: Staff in each pay band",)


def test_where_a_total_is_small_no_band_is_shown() -> None:
    composed = report_of((2021, counts(1, {"clinical.5": (400, 6, 20), "clinical.8a": (160, 2, 14)})))

    assert "Pay bands" not in words_of(composed.document)


def test_no_small_count_of_the_ladder_is_public(kingston: Organisation) -> None:
    rows = {row[0]: row[1:] for row in table(composed_of(kingston).document, "Model Employer goals")}

    assert rows["Band 8A"][0] == "48 in September 2021"
    assert rows["Band 8B"] == [
        "Fewer than 11 in September 2021",
        "None since",
        "17 by the end of 2023",
        "Not published",
    ]


def test_a_goal_with_one_hidden_reading_says_nothing_of_where_it_stands() -> None:
    trust = make_organisation()
    make_plan(trust)
    make_goal(trust, (date(2021, 9, 30), 8), (date(2021, 11, 30), 14), band="8B", target=17)

    row = table(composed_of(trust).document, "Model Employer goals")[0]

    assert row[1:3] == ["Fewer than 11 in September 2021", "14 in November 2021"]
    assert row[4] == "Not published"


SNAPSHOT = date(2021, 3, 31)


@pytest.mark.parametrize(
    ("rungs", "is_told"),
    [
        ({}, True),
        ({"8A": 40, "8B": 27}, True),  # all of them stand on the ladder
        ({"8A": 30, "8B": 25}, True),  # twelve others
        ({"8A": 30, "8B": 20, "8C": 12, "8D": 5}, False),  # 67 less the three others is 5
        ({"8A": 30, "8B": 30}, False),  # 67 less both is 7, in bands without a goal
    ],
)
@pytest.mark.parametrize("day", [SNAPSHOT, date(2021, 9, 30)])
def test_bands_are_told_only_where_the_ladder_gives_nothing_back(
    day: date, rungs: dict[str, int], is_told: bool
) -> None:
    bands = {"clinical.5": (400, 300, 27), "clinical.8a": (160, 67, 14)}
    trust = make_organisation()
    for year in (2020, 2021):
        record_typed(trust, year, counts(1, bands))
    for place, (band, number) in enumerate(rungs.items()):
        make_goal(trust, (day, number), band=band, place=place)
    make_plan(trust)

    composed = composed_of(trust)

    words = words_of(composed.document) + drawings(composed.document)
    assert ("Bands 8a and above" in words) is is_told
    assert bool(re.search(r"\b(67|241)\b|27\.8", words)) is is_told
    assert is_told or "Indicator 1: Staff in each pay band" in composed.hidden


def test_a_table_that_hides_a_number_is_not_told_beside_a_ladder() -> None:
    bands = {"clinical.5": (400, 300, 20), "clinical.6": (300, 150, 16), "clinical.8a": (160, 8, 14)}
    trust = make_organisation()
    record_typed(trust, 2021, counts(1, bands))
    make_goal(trust, (SNAPSHOT, 12), band="8A")
    make_plan(trust)

    assert "Pay bands" not in [getattr(block, "name", "") for block in composed_of(trust).document.blocks]


def test_the_threshold_is_the_organisations(kingston: Organisation) -> None:
    Organisation.objects.update(hides_below=0)

    assert composed_of(kingston).hidden == ()
    assert "8 in September 2021" in words_of(composed_of(kingston).document)
