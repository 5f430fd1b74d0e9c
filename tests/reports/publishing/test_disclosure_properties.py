"""Whatever was counted: what is public has no count of few people, and no share of a hidden one."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.charts.series import series_of
from indicators.definitions import Band, Definition, Place, Shape, Tier
from indicators.figures import Figures, Reading
from indicators.measures import Headcount, Proportion
from indicators.positions import position
from reports.publishing.disclosure import bands_of, public
from reports.publishing.scores import count_cell, share_cell

BELOW = 11
RATIO = Definition(
    shape=Shape.RATIO, better="parity", top="white", above="a", below="b", numerator="n", denominator="d"
)
SURVEY = Definition(shape=Shape.PERCENT_PAIR, better="lower", denominator="respondents")
BANDS = tuple(Band(f"{tier}", f"{tier}", tier) for tier in Tier)
STAFF = Definition(shape=Shape.DISTRIBUTION, better="parity", places=(Place("all", "All", BANDS),))
BOARD = Definition(
    shape=Shape.DIFFERENCE, better="parity", places=(Place("board", "Board"), Place("voting", "Voting members"))
)

people = st.integers(0, 60)
proportions = st.builds(lambda one, other: Proportion(min(one, other), max(one, other)), people, people)
headcounts = st.builds(Headcount, people, people, people)
percentages = st.integers(0, 1000).map(lambda tenths: Reading(Decimal(tenths) / 10, 1))
ratios = st.builds(lambda white, bme: Figures(white_count=white, bme_count=bme), proportions, proportions)
surveys = st.builds(
    lambda ours, theirs, asked, others: Figures(
        published=ours, white=theirs, respondents={"bme": asked, "white": others}
    ),
    percentages,
    percentages,
    st.integers(1, 60),
    st.integers(1, 60),
)


@settings(deadline=None)
@given(ratios)
def test_a_ratio_keeps_its_counts_only_where_each_is_of_many(figures: Figures) -> None:
    kept = public(RATIO, figures, below=BELOW)

    for found in (kept.white_count, kept.bme_count):
        assert found is None or BELOW <= found.count <= found.base - BELOW


@settings(deadline=None)
@given(ratios)
def test_nothing_is_said_or_drawn_of_hidden_counts(figures: Figures) -> None:
    kept = public(RATIO, figures, below=BELOW)
    if kept is figures:
        return

    said = position(RATIO, {2021: kept}, 2021, bme="BME")
    marks = [mark for line in series_of(RATIO, {2021: kept}, bme="BME") for mark in line.marks]

    assert said.interval is None
    assert not any(" of " in text or "chance" in text for text in said.sentences)
    assert all(mark.low is None for mark in marks)


@settings(deadline=None)
@given(surveys)
def test_a_survey_of_few_keeps_its_percentages_alone(figures: Figures) -> None:
    kept = public(SURVEY, figures, below=BELOW)

    assert (kept.published, kept.white) == (figures.published, figures.white)
    for group, reading in (("bme", kept.published), ("white", kept.white)):
        asked = kept.respondents.get(group)
        assert asked is None or (reading and BELOW <= round(float(reading.value) * asked / 100) <= asked - BELOW)


@settings(deadline=None)
@given(headcounts, headcounts)
def test_members_of_a_board_are_never_few_in_public(board: Headcount, voting: Headcount) -> None:
    figures = Figures(headcounts={("board", ""): board, ("voting", ""): voting})

    kept = public(BOARD, figures, below=BELOW)

    assert all(BELOW <= found.bme <= found.total - BELOW for found in kept.headcounts.values())


@settings(deadline=None)
@given(st.lists(headcounts, min_size=3, max_size=3))
def test_bands_show_no_small_count_and_no_share_of_a_hidden_one(found: list[Headcount]) -> None:
    headcounts = {("all", band.key): each for band, each in zip(BANDS, found, strict=True)}

    bands = bands_of(STAFF, Figures(headcounts=headcounts), below=BELOW)

    assert bands is not None
    published = bands.published
    shown = [*(count for row in published.cells for count in row), *published.row_totals, *published.column_totals]
    assert all(count is None or count == 0 or count >= BELOW for count in shown)
    for cells, total in zip(published.cells, published.row_totals, strict=True):
        if None in (cells[0], total):
            assert "%" not in share_cell(cells[0], total).text
    assert count_cell(None).number is None
