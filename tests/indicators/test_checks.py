from decimal import Decimal

import pytest

from indicators.checks import Check, checks
from indicators.definitions import Band, Definition, Place, Shape
from indicators.figures import WORKFORCE, Figures, Reading
from indicators.measures import Headcount, Proportion

BANDS = (Band("5", "Band 5"), Band("6", "Band 6"))
PLACES = (Place("clinical", "Clinical", BANDS), Place("medical", "Medical", (Band("consultant", "Consultants"),)))
BOARD = (Place("board", "Whole board"), Place("voting", "Voting members"))
STAFF = "Staff in the workforce"

BY_BAND = Definition(Shape.DISTRIBUTION, "parity", number=1, places=PLACES)
APPOINTED = Definition(Shape.RATIO, "parity", number=2, top="white", denominator="Shortlisted applicants")
DISCIPLINED = Definition(Shape.RATIO, "parity", number=3, top="bme", denominator=STAFF)
TRAINED = Definition(Shape.RATIO, "parity", number=4, top="white", denominator=STAFF)
HARASSED, HARASSED_BY_STAFF, BELIEVING, DISCRIMINATED = (
    Definition(Shape.PERCENT_PAIR, "lower", number=number, denominator="Respondents") for number in (5, 6, 7, 8)
)
ON_BOARD = Definition(Shape.DIFFERENCE, "parity", number=9, places=BOARD)
ENGAGED = Definition(Shape.SCORE_PAIR, "higher", number=10, denominator="Respondents")
DECLARED = Definition(Shape.PERCENT, "higher", number=11, denominator="Respondents")
TOLD = Definition(Shape.NARRATIVE, "parity", number=12)


def printed(text: str | None) -> Reading | None:
    if text is None:
        return None
    plain = text.rstrip("%")
    return Reading(Decimal(plain), len(plain.partition(".")[2]), text)


def ratio(published: str | None = None, *, white: str = "", bme: str = "", unknown: str = "") -> Figures:
    """Counts are written as '17/2505'."""
    return Figures(printed(published), white_count=of(white), bme_count=of(bme), unknown_count=of(unknown))


def of(text: str) -> Proportion | None:
    count, _, base = text.partition("/")
    return Proportion(int(count), int(base)) if base else None


def pair(bme: str | None, white: str | None = None, /, **respondents: int) -> Figures:
    return Figures(printed(bme), printed(white), respondents=respondents)


def bands(clinical: tuple[int, int, int], medical: tuple[int, int, int] | None = (300, 300, 5), **more: str) -> Figures:
    counts = {("clinical", "5"): Headcount(*clinical)}
    if medical:
        counts |= {("medical", "consultant"): Headcount(*medical)}
    return Figures(printed(more.get("published")), headcounts=counts)


def board(
    whole: tuple[int, int, int] | None = None, staff: tuple[int, int, int] | None = None, **more: str | None
) -> Figures:
    counts = {("board", ""): Headcount(*whole)} if whole else {}
    if staff:
        counts |= {(WORKFORCE, ""): Headcount(*staff)}
    fields = {key: printed(more.get(key)) for key in ("published", "workforce", "difference")}
    return Figures(**fields, headcounts=counts)


def ask(definition: Definition, now: Figures, before: Figures | None = None) -> list[Check]:
    """What is asked of one indicator in 2022."""
    number = definition.number
    return checks({number: (definition, now)}, {number: before} if before else {}, year=2022)


def ask_all(*given: tuple[Definition, Figures], before: dict[int, Figures] | None = None) -> list[Check]:
    return checks({definition.number: (definition, figures) for definition, figures in given}, before or {}, year=2022)


def keys(found: list[Check]) -> list[str]:
    return [check.key for check in found]


# ---- pairs


@pytest.mark.parametrize(
    ("definition", "before", "now"),
    [
        (HARASSED, pair("36.5%", "25.0%"), pair("24.1%", "35.9%")),
        (HARASSED_BY_STAFF, pair("32.3%", "26.1%"), pair("27.0%", "31.4%")),
        (DISCRIMINATED, pair("18.2%", "7.1%"), pair("6.8%", "16.9%")),
        (BELIEVING, pair("30%", "90%"), pair("90%", "30%")),
        (ENGAGED, pair("6.5", "7.1"), pair("7.1", "6.6")),
    ],
)
def test_two_groups_that_fit_the_year_before_exchanged_look_swapped(
    definition: Definition, before: Figures, now: Figures
) -> None:
    assert keys(ask(definition, now, before)) == [f"{definition.number}-swapped"]


@pytest.mark.parametrize(
    ("definition", "before", "now"),
    [
        (HARASSED, pair("29.0%", "28.0%"), pair("28.0%", "29.0%")),  # a small gap that changed sides
        (HARASSED, pair("36.5%", "25.0%"), pair("30.0%", "29.0%")),  # a gap that closed
        (HARASSED, pair("34.0%", "30.0%"), pair("33.0%", "36.0%")),  # both moved
        (HARASSED, pair("36.5%", None), pair("24.1%", "35.9%")),
        (ENGAGED, pair("6.9", "7.0"), pair("7.0", "6.9")),
    ],
)
def test_two_groups_that_moved_do_not_look_swapped(definition: Definition, before: Figures, now: Figures) -> None:
    assert keys(ask(definition, now, before)) == []


def test_a_swap_is_told_with_the_figures_of_both_years() -> None:
    (found,) = ask(HARASSED, pair("24.1%", "35.9%"), pair("36.5%", "25.0%"))

    assert found.text == "Indicator 5: BME 24.1% and White 35.9% look swapped. In 2021 they were 36.5% and 25.0%."
    assert found.look_at == "Check which column of the survey report each figure is from."
    assert found.field == "5-value-bme"


@pytest.mark.parametrize(
    ("definition", "before", "now", "expected"),
    [
        (HARASSED, pair("41.8%"), pair("56.8%"), []),
        (HARASSED, pair("41.8%"), pair("56.9%"), ["5-far-bme"]),
        (HARASSED, pair("41.8%", "30.0%"), pair("41.0%", "46.0%"), ["5-far-white"]),
        (HARASSED, pair("34.3%"), pair("3.43%"), ["5-times-bme"]),
        (HARASSED, pair("3.1%"), pair("31%"), ["5-times-bme"]),
        (HARASSED, pair("34.3%"), pair("0.343%"), ["5-times-bme"]),
        (HARASSED, pair("4.9%"), pair("0.9%"), []),
        (HARASSED, None, pair("0.343%"), ["5-times-bme"]),
        (HARASSED, pair("41.8%"), pair("0%"), ["5-none-or-all-bme"]),
        (BELIEVING, pair("71%"), pair("100%"), ["7-none-or-all-bme"]),
        (HARASSED, pair("0%"), pair("0%"), []),
        (HARASSED, None, pair("0%"), ["5-none-or-all-bme"]),
        (DECLARED, pair("3.5%"), pair("35%"), ["11-times-bme"]),
        (DECLARED, pair("3.5%"), pair("4.1%"), []),
        (ENGAGED, pair("6.9", "7.0"), pair("5.3", "7.1"), ["10-far-bme"]),
        (ENGAGED, pair("6.9", "7.0"), pair("5.4", "7.1"), []),
        (ENGAGED, pair("6.9", "7.0"), pair("6.9%", "7.1"), ["10-percent-sign-value-bme"]),
        (HARASSED, pair("31.2%", "28.4%"), pair("31.2%", "28.4%"), ["5-same"]),
        (HARASSED, pair("31.2%", "28.4%"), pair("31.2%", "28.5%"), []),
        (HARASSED, pair("31.2%"), pair("31.2%"), []),
        (HARASSED, pair("31.2%", "28.4%", bme=90, white=800), pair("31.2%", "28.4%", bme=95, white=790), []),
        (DECLARED, pair("3.5%", bme=900), pair("3.5%", bme=900), ["11-same"]),
        (HARASSED, pair("31.2%", bme=340), pair("31.5%", bme=3_400), ["5-times-respondents-bme"]),
        (HARASSED, pair("31.2%", bme=340), pair("31.5%", bme=680), []),
        (HARASSED, None, pair("31.5%", "28.4%", bme=10, white=11), ["5-few"]),
        (HARASSED, None, pair("31.5%", "28.4%", bme=11, white=11), []),
        (HARASSED, pair("31.5%", "28.4%"), pair("31.9%"), ["5-no-white"]),
        (HARASSED, pair("31.5%"), pair("31.9%"), []),
    ],
)
def test_a_survey_figure_is_asked_about_once(
    definition: Definition, before: Figures | None, now: Figures, expected: list[str]
) -> None:
    assert keys(ask(definition, now, before)) == expected


def test_0343_is_taken_for_a_share() -> None:
    (found,) = ask(HARASSED, pair("0.343%"), pair("34.3%"))

    assert found.text == "Indicator 5: BME 0.343%, and 34.3% in 2021. It may be 34.3%."


# ---- ratios


KMPT = {"white": "17/2505", "bme": "9/725"}


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (None, ratio("1.54%"), ["3-percent-sign-published"]),
        (None, ratio("1.54"), []),
        (None, ratio("1.8", **KMPT), []),
        (None, ratio("1.83", **KMPT), []),
        (None, ratio("1.7", **KMPT), ["3-unlike-counts"]),
        (None, ratio("0.55", **KMPT), ["3-unlike-counts"]),
        (ratio("1.83"), ratio("0.55"), ["3-other-way-up"]),
        (ratio("0.5"), ratio("2.1"), ["3-other-way-up"]),
        (ratio("1.31"), ratio("0.76"), []),
        (ratio("1.83"), ratio("0.80"), []),
        (ratio("1.54"), ratio("15.4"), ["3-times"]),
        (ratio("1.54"), ratio("154"), ["3-times"]),
        (ratio("1.54"), ratio("0.154"), ["3-times"]),
        (ratio("5.77"), ratio("1.82"), ["3-far"]),
        (ratio("5.46"), ratio("1.82"), []),
        (ratio("1.83"), ratio("0"), ["3-nothing"]),
        (None, ratio("0.00"), ["3-nothing"]),
        (None, ratio("17.16"), ["3-far"]),
        (None, ratio("9.9"), []),
        (ratio("12"), ratio("14"), []),
        (None, ratio(white="17/2505", bme="0/725"), ["3-nobody"]),
        (None, ratio("0.00", white="17/2505", bme="0/725"), ["3-nobody"]),
        (None, ratio(white="17/2505", bme="1/725"), []),
        (ratio(**KMPT), ratio(**KMPT), ["3-same"]),
        (ratio(**KMPT), ratio(white="17/2505", bme="10/725"), []),
        (ratio("1.83"), ratio("1.83"), []),
        (ratio(**KMPT), ratio(white="9/725", bme="17/2505"), ["3-swapped-base"]),
        (ratio(**KMPT), ratio(white="20/2300", bme="9/900"), []),
        (ratio(white="17/1250", bme="9/1200"), ratio(white="18/1200", bme="9/1250"), []),
        (ratio(**KMPT), ratio(white="17/25050", bme="9/725"), ["3-times-base-white"]),
        (ratio(**KMPT), ratio(**KMPT, unknown="1/500"), ["3-same", "3-unknown"]),
        (None, ratio(**KMPT, unknown="1/350"), []),
    ],
)
def test_a_ratio_is_asked_about(before: Figures | None, now: Figures, expected: list[str]) -> None:
    assert keys(ask(DISCIPLINED, now, before)) == expected


@pytest.mark.parametrize(
    ("published", "cause"),
    [
        ("1.7", "the counts come to 1.83. It may be from rounded percentages."),
        ("0.55", "the counts come to 1.83. It may be the other way up."),
        ("2.4", "the counts come to 1.83."),
    ],
)
def test_a_ratio_unlike_its_counts_is_told_with_a_likely_cause(published: str, cause: str) -> None:
    (found,) = ask(DISCIPLINED, ratio(published, **KMPT))

    assert found.text == f"Indicator 3: published {published}; {cause}"


# ---- pay bands and boards


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (bands((2000, 900, 60)), bands((2100, 950, 70)), []),
        (bands((2000, 900, 60)), bands((2000, 900, 60)), ["1-same"]),
        (bands((2000, 900, 60)), bands((910, 2010, 60)), ["1-swapped-clinical"]),
        (bands((2000, 900, 60)), bands((2900, 1300, 60)), ["1-size-workforce"]),
        (bands((2000, 900, 60)), bands((2550, 1200, 60)), []),
        (bands((2000, 900, 60)), bands((20000, 9000, 600)), ["1-size-workforce"]),
        (bands((2000, 900, 60)), bands((2000, 910, 60), None), ["1-gone-medical"]),
        (bands((2000, 900, 60)), bands((2000, 900, 450)), ["1-unknown"]),
        (bands((2000, 900, 60)), bands((2000, 900, 200)), ["1-unknown"]),
        (bands((2000, 900, 60)), bands((2000, 900, 110)), []),
        (bands((2000, 900, 60)), bands((2000, 900, 0), (300, 300, 0)), ["1-unknown"]),
        (bands((2000, 900, 10)), bands((2000, 900, 0), (300, 300, 0)), []),
        (None, bands((2000, 900, 60), published="33.7%"), []),
        (None, bands((2000, 900, 60), published="34.3%"), ["1-unlike-counts"]),
        (Figures(printed("42.9%")), Figures(printed("4.29%")), ["1-times"]),
    ],
)
def test_a_workforce_is_asked_about(before: Figures | None, now: Figures, expected: list[str]) -> None:
    assert keys(ask(BY_BAND, now, before)) == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (board((12, 2, 1)), board((12, 2, 1)), []),
        (board((12, 2, 1)), board((11, 3, 1)), []),
        (board((12, 2, 1)), board((2, 12, 1)), ["9-swapped-board"]),
        (board((12, 2, 1)), board((25, 5, 1)), ["9-size-board"]),
        (board((12, 2, 1)), board((24, 4, 2)), []),
        (board((14, 1, 1)), board((6, 1, 0)), ["9-size-board"]),
        (board((5, 1, 0)), board((4, 2, 0)), []),
        (board((12, 2, 1)), board((7, 7, 1)), ["9-far"]),
        (board((12, 2, 1)), board((13, 0, 1)), []),
        (board(published="13.3%"), board(published="0%"), ["9-none-or-all"]),
        (board(published="0%"), board(published="7%"), []),
        (
            board(published="13.3%", workforce="42.9%"),
            board(published="13.3%", workforce="4.29%"),
            ["9-times-workforce"],
        ),
        (board((12, 2, 1), (560, 429, 11)), board((12, 2, 1), (560, 429, 11)), ["9-same"]),
        (board(None, (560, 429, 11)), board(None, (800, 620, 11)), ["9-size-workforce"]),
        (None, board((12, 2, 1), published="13.3%"), []),
        (None, board((12, 2, 1), published="14.3%"), ["9-unlike-counts"]),
        (None, board((12, 2, 1), (560, 429, 11), difference="-29.6"), []),
        (None, board((12, 2, 1), (560, 429, 11), difference="29.6"), ["9-unlike-parts"]),
        (None, board(published="13.3%", workforce="42.9%", difference="-29.5"), []),
        (None, board(published="13.3%", workforce="42.9%", difference="-28.9"), ["9-unlike-parts"]),
        (None, board(None, (560, 429, 11), workforce="40%"), ["9-unlike-counts-workforce"]),
    ],
)
def test_a_board_is_asked_about(before: Figures | None, now: Figures, expected: list[str]) -> None:
    assert keys(ask(ON_BOARD, now, before)) == expected


@pytest.mark.parametrize(("now", "expected"), [("We trained all managers.", ["12-same"]), ("We trained them.", [])])
def test_words_of_the_year_before_are_asked_about(now: str, expected: list[str]) -> None:
    before = Figures(narrative="We trained all managers.")

    assert keys(ask(TOLD, Figures(narrative=now), before)) == expected
