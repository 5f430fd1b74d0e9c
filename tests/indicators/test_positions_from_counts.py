"""Positions where the counts are known: the interval, chance, and what may be called a change."""

from decimal import Decimal

import pytest

from indicators.changes import Change
from indicators.definitions import Band, Definition, Groups, Place
from indicators.figures import Figures, Reading
from indicators.measures import Headcount, Proportion
from indicators.positions import Position, position

APPOINTED = Definition(
    "ratio",
    "parity",
    "BME applicants are less likely than White applicants to be appointed",
    "White applicants are less likely than BME applicants to be appointed",
    top="white",
)
DISCIPLINED = Definition(
    "ratio",
    "parity",
    "BME staff are more likely than White staff to enter the formal disciplinary process",
    "White staff are more likely than BME staff to enter the formal disciplinary process",
    top="bme",
)
HARASSED = Definition("percent_pair", "lower")
ENGAGED = Definition("score_pair", "higher", groups=Groups("Disabled", "Non-disabled", "Unknown"))
BOARD = Definition("difference", "parity", places=(Place("board", "Whole board"), Place("voting", "Voting members")))
BANDS = Definition(
    "distribution",
    "parity",
    places=(Place("clinical", "Clinical", (Band("5", "Band 5", "lower"), Band("8a", "Band 8a", "upper"))),),
)

FAR = {"white_count": Proportion(240, 1200), "bme_count": Proportion(100, 800)}
NEAR = {"white_count": Proportion(240, 1200), "bme_count": Proportion(150, 800)}


def ratio(white: tuple[int, int], bme: tuple[int, int]) -> Figures:
    return Figures(white_count=Proportion(*white), bme_count=Proportion(*bme))


def reading(text: str) -> Reading:
    return Reading(Decimal(text), len(text.partition(".")[2]))


def pair(bme: str, white: str = "", respondents: tuple[int, int] | None = None) -> Figures:
    known = {"bme": respondents[0], "white": respondents[1]} if respondents else {}
    return Figures(reading(bme), white=reading(white) if white else None, respondents=known)


def place(definition: Definition, now: Figures, before: Figures | None = None) -> Position:
    years = {2021: now} if before is None else {2020: before, 2021: now}
    return position(definition, years, 2021, bme="BME")


def words(found: Position) -> str:
    return " ".join([found.headline, *found.sentences, *found.caveats])


def test_kmpt_2020_cannot_be_told_from_chance() -> None:
    found = place(DISCIPLINED, ratio(white=(17, 2505), bme=(9, 725)))

    assert found.sentences == (
        "BME staff are more likely than White staff to enter the formal disciplinary process.",
        "Outside the range 0.80 to 1.25.",
        "95% interval 0.82 to 4.09: cannot be told from chance; fewer than 10 events, so treat with caution.",
    )


@pytest.mark.parametrize(
    ("before", "now", "headline", "change"),
    [
        (((240, 1200), (100, 800)), ((240, 1200), (150, 800)), "Improved. Closer to parity: 1.60 in 2020", "improved"),
        (((240, 1200), (150, 800)), ((240, 1200), (100, 800)), "Worsened. Further from parity: 1.07", "worsened"),
        (((240, 1200), (100, 800)), ((240, 1200), (105, 800)), "No clear change since 2020: 1.60, now 1.52", None),
        (((240, 1200), (3, 80)), ((240, 1200), (16, 80)), "No clear change since 2020: 5.33, now 1.00", None),
    ],
)
def test_a_change_of_a_ratio_is_named_only_beyond_chance(
    before: tuple[tuple[int, int], ...], now: tuple[tuple[int, int], ...], headline: str, change: str | None
) -> None:
    found = place(APPOINTED, ratio(*now), ratio(*before))

    assert found.headline.startswith(headline)
    assert found.change == (change or Change.NO_CLEAR_CHANGE)


def test_counts_of_one_year_alone_test_no_change() -> None:
    found = place(APPOINTED, ratio((240, 1200), (100, 800)), Figures(reading("1.05")))

    assert found.headline == "Further from parity: 1.05 in 2020, 1.60 in 2021"
    assert found.caveats == (
        "Whether the change is more than chance cannot be tested, because counts are not recorded for both years.",
    )


@pytest.mark.parametrize(
    ("before", "now", "reason"),
    [
        # Counts that come from 2.00 to 1.00, and published scores that say otherwise.
        (("1.5", 400), ("1.6", 800), "the score published for 2020 (1.5) is not what its counts come to (2.00)"),
        (("2.0", 400), ("1.6", 800), "the score published for 2021 (1.6) is not what its counts come to (1.00)"),
        (("2", 400), ("2", 527), "the published scores and their counts do not move the same way"),
    ],
)
def test_published_scores_that_contradict_their_counts_are_not_judged(
    before: tuple[str, int], now: tuple[str, int], reason: str
) -> None:
    years = [
        Figures(reading(text), white_count=Proportion(8000, 10000), bme_count=Proportion(count * 10, 10000))
        for text, count in (before, now)
    ]

    found = place(APPOINTED, years[1], years[0])

    assert found.change is Change.CANNOT_BE_TESTED
    assert "mproved" not in words(found)
    assert reason in found.caveats[0]


def test_published_scores_within_their_rounding_are_judged_from_the_counts() -> None:
    published = [Figures(reading(text), **counts) for text, counts in (("1.6", FAR), ("1.1", NEAR))]

    found = place(APPOINTED, published[1], published[0])

    assert found.headline == "Improved. Closer to parity: 1.6 in 2020, 1.1 in 2021"
    assert found.interval


def test_the_range_is_said_of_the_score_that_is_shown() -> None:
    found = place(APPOINTED, Figures(reading("1.1"), **FAR))

    assert found.sentences[1:] == (
        "Inside the range 0.80 to 1.25.",
        "The counts come to 1.60 and not 1.1 (95% interval 1.29 to 1.98): more than chance.",
    )
    assert found.interval is None


@pytest.mark.parametrize(
    ("white", "shown", "sentence"),
    [
        (1253, "1.253", "Outside the range 0.80 to 1.25."),
        (1250, "1.25", "Inside the range 0.80 to 1.25."),
        (1004, "1.004", "BME applicants are less likely than White applicants to be appointed."),
        (1000, "1.00", "At parity, as printed: neither group is less likely."),
        (799, "0.799", "Outside the range 0.80 to 1.25."),
    ],
)
def test_a_ratio_near_a_bound_shows_which_side_it_is_on(white: int, shown: str, sentence: str) -> None:
    found = place(APPOINTED, ratio((white, 2000), (1000, 2000)), ratio((1500, 2000), (1000, 2000)))

    assert f", {shown} in 2021" in found.headline or f"now {shown}" in found.headline
    assert sentence in found.sentences


def test_a_small_cell_is_tested_exactly() -> None:
    assert "cannot be told from chance by Fisher's exact test (p = " in words(
        place(APPOINTED, ratio((20, 100), (3, 20)))
    )


@pytest.mark.parametrize(("white", "bme"), [((17, 2505), (0, 725)), ((0, 2505), (9, 725))])
def test_a_zero_numerator_is_not_calculable_and_shows_its_counts(white: tuple[int, int], bme: tuple[int, int]) -> None:
    found = place(DISCIPLINED, ratio(white, bme))

    assert found.headline == "Not calculable in 2021"
    assert found.sentences[0] == f"BME {bme[0]} of 725, White {white[0]} of 2,505."
    assert "0.00 " not in words(found)
    assert "inf" not in words(found)


@pytest.mark.parametrize(
    ("before", "now", "headline"),
    [
        (pair("31.0", "", (900, 2000)), pair("24.0", "", (900, 2000)), "Improved. Down 7.0 points"),
        (pair("24.0", "", (900, 2000)), pair("31.0", "", (900, 2000)), "Worsened. Up 7.0 points"),
        (pair("31.0", "", (90, 200)), pair("28.0", "", (90, 200)), "No clear change since 2020: 31.0%, now 28.0%"),
        (pair("31.0"), pair("28.0", "", (90, 200)), "Down 3.0 points from 31.0% in 2020; lower is better"),
    ],
)
def test_a_change_of_a_percentage_is_named_only_beyond_chance(before: Figures, now: Figures, headline: str) -> None:
    assert place(HARASSED, now, before).headline.startswith(headline)


def test_a_pair_shows_its_gap_and_whether_it_is_chance() -> None:
    found = place(HARASSED, pair("41.8", "30.1", (340, 900)))

    assert found.sentences == (
        "41.8% of BME staff who answered in 2021 (95% interval 36.6% to 47.1%).",
        "30.1% of White staff who answered: a gap of 11.7 points, more than chance.",
    )


def test_a_mean_score_is_no_percentage() -> None:
    found = place(ENGAGED, Figures(reading("6.6"), white=reading("7.1")), Figures(reading("6.5")))

    assert found.headline == "Up 0.1 from 6.5 in 2020; higher is better"
    assert found.sentences == ("Disabled staff: 6.6 in 2021.", "Non-disabled staff: 7.1: a gap of 0.5 points.")
    assert "%" not in words(found)


def test_a_board_stands_beside_its_workforce() -> None:
    headcounts = {
        ("board", ""): Headcount(12, 2, 1),
        ("voting", ""): Headcount(10, 2, 1),
        ("workforce", ""): Headcount(571, 429, 0),
    }

    found = place(BOARD, Figures(headcounts=headcounts), Figures(reading("6.7"), workforce=reading("40.0")))

    assert found.headline.startswith("Closer to the share of the workforce: \N{MINUS SIGN}33.3 points in 2020")
    assert found.sentences == (
        "13.3% of the board are BME in 2021.",
        "42.9% of the workforce are BME: the board is 29.6 points below.",
        "Voting members: 2 of 13 are BME, 27.5 points below the workforce.",
    )


def test_a_difference_that_was_printed_alone_is_said_as_one() -> None:
    found = place(BOARD, Figures(difference=Reading(Decimal("-0.64"), 2, "-0.64%")))

    assert found.sentences == ("The share of BME staff on the board is 0.64 points below that of the workforce.",)


def test_senior_bands_stand_beside_the_whole_workforce() -> None:
    now = {("clinical", "5"): Headcount(400, 380, 0), ("clinical", "8a"): Headcount(160, 48, 4)}
    before = {("clinical", "5"): Headcount(400, 380, 0), ("clinical", "8a"): Headcount(170, 38, 4)}

    found = place(BANDS, Figures(headcounts=now), Figures(headcounts=before))

    assert found.direction == "closer"
    assert found.headline.startswith("Upper bands: closer to the share of the workforce")
    assert found.sentences[1] == "Upper bands: 22.6% are BME, 20.5 points below the workforce."


def test_many_unknown_are_a_caveat() -> None:
    headcounts = {("clinical", "5"): Headcount(400, 380, 200), ("clinical", "8a"): Headcount(160, 48, 4)}

    assert "unknown. Read the shares with care." in place(BANDS, Figures(headcounts=headcounts)).caveats[0]
