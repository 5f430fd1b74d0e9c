from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.asked import asked
from indicators.checks import checks
from indicators.definitions import Definition, Groups, Shape
from indicators.figures import WORKFORCE, Figures, Reading
from indicators.measures import Headcount, Proportion
from tests.indicators.records import KINGSTON
from tests.indicators.test_checks import (
    APPOINTED,
    BELIEVING,
    BY_BAND,
    DECLARED,
    DISCIPLINED,
    DISCRIMINATED,
    ENGAGED,
    HARASSED,
    HARASSED_BY_STAFF,
    ON_BOARD,
    TOLD,
    TRAINED,
    ask_all,
    bands,
    board,
    keys,
    pair,
    printed,
    ratio,
)

PUBLISHED = (APPOINTED, DISCIPLINED, TRAINED, HARASSED, HARASSED_BY_STAFF, BELIEVING, DISCRIMINATED, ON_BOARD)
ALL = (BY_BAND, *PUBLISHED, ENGAGED, DECLARED, TOLD)
STAFF_IN_POST = bands((2700, 600, 20))  # 3,000 White and 900 BME, with the consultants


# ---- between indicators


@pytest.mark.parametrize(
    ("disciplined", "trained", "expected"),
    [
        (("20/3000", "9/900"), ("200/3000", "60/900"), []),
        (("20/2900", "9/870"), ("200/3100", "60/940"), []),
        (("20/2505", "9/725"), ("200/2505", "60/725"), ["3-apart"]),
        (("20/3000", "9/900"), ("200/2505", "60/900"), ["4-apart"]),
        (("20/2505", "9/900"), ("200/3000", "60/900"), ["3-apart"]),
    ],
)
def test_ratios_of_all_staff_are_held_against_the_pay_bands(
    disciplined: tuple[str, str], trained: tuple[str, str], expected: list[str]
) -> None:
    one, other = (ratio(white=white, bme=bme) for white, bme in (disciplined, trained))

    found = ask_all((BY_BAND, STAFF_IN_POST), (DISCIPLINED, one), (TRAINED, other))

    assert keys(found) == expected


def test_a_workforce_counted_otherwise_is_told_with_both_counts() -> None:
    (found,) = ask_all((BY_BAND, STAFF_IN_POST), (DISCIPLINED, ratio(white="20/2505", bme="9/900")))

    assert found.text == "Indicator 3: 'Staff in the workforce', White 2,505. Indicator 1 counts 3,000."
    assert found.field == "3-base-white"


def test_ratios_of_the_same_people_are_held_against_each_other() -> None:
    disciplined, trained = ratio(white="20/2505", bme="9/725"), ratio(white="200/3000", bme="60/725")

    found = ask_all((DISCIPLINED, disciplined), (TRAINED, trained))

    assert keys(found) == ["4-apart"]


def test_applicants_are_not_held_against_the_workforce() -> None:
    found = ask_all((BY_BAND, STAFF_IN_POST), (APPOINTED, ratio(white="240/1200", bme="100/800")))

    assert keys(found) == []


def test_bases_that_look_swapped_are_not_asked_about_twice() -> None:
    before = {3: ratio(white="20/3000", bme="9/900")}

    found = ask_all((BY_BAND, STAFF_IN_POST), (DISCIPLINED, ratio(white="9/900", bme="20/3000")), before=before)

    assert keys(found) == ["3-swapped-base"]


@pytest.mark.parametrize(
    ("given_for_9", "expected"),
    [
        (board((12, 2, 1), (3000, 900, 25)), []),
        (board((12, 2, 1), (2500, 700, 25)), ["9-apart-workforce"]),
        (board(published="13.3%", workforce="22.9%"), []),
        (board(published="13.3%", workforce="26.9%"), ["9-apart-workforce"]),
    ],
)
def test_the_boards_workforce_is_held_against_the_pay_bands(given_for_9: Figures, expected: list[str]) -> None:
    assert keys(ask_all((BY_BAND, STAFF_IN_POST), (ON_BOARD, given_for_9))) == expected


def test_a_workforce_that_grew_too_much_is_asked_about_in_one_place() -> None:
    before = {1: bands((1700, 300, 20)), 9: board((12, 2, 1), (2000, 600, 25))}

    found = ask_all((BY_BAND, STAFF_IN_POST), (ON_BOARD, board((12, 2, 1), (3000, 900, 25))), before=before)

    assert keys(found) == ["1-size-workforce"]


def test_people_not_known_are_asked_about_in_one_place() -> None:
    ratios = [(each, ratio(white="200/3000", bme="60/900", unknown="5/600")) for each in (DISCIPLINED, TRAINED)]

    assert keys(ask_all((BY_BAND, bands((2700, 600, 595))), *ratios)) == ["1-unknown"]
    assert keys(ask_all(*ratios)) == ["3-unknown"]


@pytest.mark.parametrize(("white", "expected"), [("28.4%", ["6-as-5"]), ("28.5%", [])])
def test_a_page_of_the_survey_read_twice_is_asked_about(white: str, expected: list[str]) -> None:
    found = ask_all((HARASSED, pair("31.2%", "28.4%")), (HARASSED_BY_STAFF, pair("31.2%", white)))

    assert keys(found) == expected


def test_a_white_figure_left_out_of_one_indicator_is_asked_about() -> None:
    found = ask_all((HARASSED, pair("31.2%", "28.4%")), (HARASSED_BY_STAFF, pair("27.0%")))

    assert keys(found) == ["6-no-white"]


# ---- years, words and fields


def test_nothing_is_compared_across_a_break_in_series() -> None:
    broken = Definition(Shape.PERCENT_PAIR, "higher", number=7, breaks=frozenset({2022}))

    assert keys(ask_all((broken, pair("45.0%", "60.0%")), before={7: pair("72.9%", "88.0%")})) == []
    assert keys(ask_all((broken, pair("0%", "60.0%")), before={7: pair("72.9%", "88.0%")})) == ["7-none-or-all-bme"]


def test_groups_are_called_as_the_standard_calls_them() -> None:
    groups = Groups("Disabled", "Non-disabled", "Not known")
    definition = Definition(Shape.PERCENT_PAIR, "lower", number=4, groups=groups)

    (found,) = ask_all((definition, pair("24.1%", "35.9%")), before={4: pair("36.5%", "25.0%")})

    assert found.text.startswith("Indicator 4: Disabled 24.1% and Non-disabled 35.9% look swapped.")


def test_checks_come_in_the_order_of_the_indicators() -> None:
    found = ask_all((BELIEVING, pair("0%")), (APPOINTED, ratio("1.54%")), (HARASSED, pair("0%")))

    assert [check.number for check in found] == [2, 5, 7]


def kingston(year: int) -> dict[int, Figures]:
    return {number: Figures(printed("".join(text.split()))) for number, text in KINGSTON.get(year, {}).items()}


def test_five_honest_years_are_asked_one_thing() -> None:
    definitions = {definition.number: definition for definition in PUBLISHED}

    found = []
    for year in KINGSTON:
        now = {number: (definitions[number], each) for number, each in kingston(year).items()}
        found += checks(now, kingston(year - 1), year=year)

    assert [check.text for check in found] == [
        "Indicator 3: ratio 1.82, and 5.77 in 2017. That is a change by a factor of 3.2."
    ]


# ---- any figures at all

people = st.integers(0, 9_000) | st.integers(0, 12)
headcounts = st.builds(Headcount, people, people, people)
percents = st.decimals(0, 100, places=1) | st.sampled_from([Decimal(0), Decimal(100), Decimal("0.343")])
values = st.decimals(0, 99_999, places=2) | st.decimals(0, 3, places=2)


def readings(numbers: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Reading | None]:
    signs = st.sampled_from(["", "%"])
    return st.none() | st.builds(lambda value, sign: Reading(value, 1, f"{value}{sign}"), numbers, signs)


proportions = st.none() | st.tuples(people, people).map(lambda both: Proportion(min(both), max(both)))
respondents = st.dictionaries(st.sampled_from(["bme", "white"]), st.integers(1, 5_000))


def figures(definition: Definition) -> st.SearchStrategy[Figures]:
    """Whatever reads without a fault, and more."""
    wheres = [(place.key, band.key) for place in definition.places for band in place.bands]
    match definition.shape:
        case Shape.RATIO:
            return st.builds(Figures, readings(values), st.none(), st.none(), st.none(), *[proportions] * 3)
        case Shape.DIFFERENCE:
            wheres = [(place.key, "") for place in definition.places] + [(WORKFORCE, "")]
            shares = [readings(percents), st.none(), readings(percents), readings(st.decimals(-100, 100, places=1))]
        case Shape.DISTRIBUTION:
            shares = [readings(percents)]
        case Shape.NARRATIVE:
            return st.builds(Figures, narrative=st.sampled_from(["", "Words.", "Other words."]))
        case Shape.PERCENT:
            return st.builds(Figures, readings(percents), respondents=st.sampled_from([{}, {"bme": 9}, {"bme": 900}]))
        case _:
            return st.builds(Figures, readings(percents), readings(percents), respondents=respondents)
    return st.builds(Figures, *shares, headcounts=st.dictionaries(st.sampled_from(wheres), headcounts))


years = st.fixed_dictionaries({}, optional={each.number: figures(each) for each in ALL})


@settings(max_examples=40)
@given(years, years)
def test_any_figures_can_be_checked(now: dict[int, Figures], before: dict[int, Figures]) -> None:
    definitions = {each.number: each for each in ALL}

    found = checks({number: (definitions[number], each) for number, each in now.items()}, before, year=2022)

    assert len(set(keys(found))) == len(found)
    for check in found:
        assert check.field in {field.name for field in asked(definitions[check.number])}
        assert check.text.startswith(f"Indicator {check.number}: ")
        assert check.text.endswith((".", "?"))
        assert len(check.text) <= 500
        assert len(check.key) <= 60


HONEST = {
    1: bands((2700, 600, 60)),
    2: ratio(white="600/4000", bme="300/3000"),
    3: ratio(white="200/3000", bme="90/900"),
    4: ratio(white="1500/3000", bme="500/900"),
    5: pair("41.8%", "33.0%", bme=340, white=1200),
    6: pair("34.2%", "24.5%", bme=338, white=1190),
    7: pair("72.9%", "88.1%", bme=330, white=1180),
    8: pair("18.6%", "6.9%", bme=336, white=1188),
    9: board((12, 2, 1), (3000, 900, 65)),
}


def moved(each: Figures, by: list[int]) -> Figures:
    """A survey percentage a little up or down, and a few more people in each group."""
    published, white = (
        Reading(reading.value * (1000 + by[0]) / 1000, reading.places) if reading else None
        for reading in (each.published, each.white)
    )
    counts = [
        Proportion(it.count, it.base + it.base * abs(by[1]) // 1000 + 1) if it else None for it in counts_of(each)
    ]
    grown = {
        where: Headcount(it.white + it.white * abs(by[1]) // 1000, it.bme + it.bme * abs(by[2]) // 1000, it.unknown)
        for where, it in each.headcounts.items()
    }
    return Figures(published, white, None, None, *counts, respondents=each.respondents, headcounts=grown)


def counts_of(each: Figures) -> list[Proportion | None]:
    return [each.white_count, each.bme_count, each.unknown_count]


@given(st.lists(st.integers(-10, 10).filter(bool), min_size=3, max_size=3))
def test_a_year_that_hardly_moved_is_asked_nothing(by: list[int]) -> None:
    now = [(each, moved(HONEST[each.number], by)) for each in (BY_BAND, *PUBLISHED)]

    found = ask_all(*now, before=HONEST)

    assert keys(found) == []


def test_an_honest_first_year_is_asked_nothing() -> None:
    assert keys(ask_all(*((each, HONEST[each.number]) for each in (BY_BAND, *PUBLISHED)))) == []
