"""Small counts in what people wrote are noticed before a report is public."""

import pytest

from accounts.models import Organisation
from reports.models import Publication
from reports.publishing.checking import findings_of
from reports.publishing.composing import Words
from reports.publishing.written_counts import written_counts
from tests.factories import make_action
from tests.reports.publishing.documents import composed_of, plan_of


@pytest.mark.parametrize(
    "text",
    [
        "17 staff Band 8B (2021 \u2013 6)",
        "Only 6 BME staff were asked",
        "6 of our BME staff",
        "six staff",
        "Six staff",
        "staff: 6",
        "only 3 women",
        "band 8b: 6 in post",
        "Band 7 and 3 women",
        "3 out of 15 board members",
        "3/15 members",
        "We asked 6.",
        "Interview the 3 unsuccessful internal candidates",
        "10 members of panels",
        "(September 2021: 9)",
        "one nurse left",
        "0 of 725",
        "3 may leave",
        "Band 8b \u2013 6",
        "Band 8b, 6 in post",
    ],
)
def test_a_small_number_is_told_with_the_words_around_it(text: str) -> None:
    assert list(written_counts([("Plan", text)], below=11)) == [f"Plan: {text}"]


@pytest.mark.parametrize(
    "text",
    [
        "73 staff Band 8A (2021 \u2013 48)",
        "for roles at Bands 7 and above",
        "Bands 6, 7 and 8",
        "indicators 5, 6, 7 and 8",
        "7. Percentage of BME staff believing",
        "Train 40 people",
        "By 2023",
        "In 2009-10 and 2021/22",
        "By 1 April 2022, or 5th of May",
        "on 3/4/2022 at 9.30 am",
        "April 5, 2022",
        "from 5% to 7.5 per cent, or 2-3%",
        "a ratio of 1.05, of 2,505",
        "within six months, or 2 to 3 weeks",
        "a 3-year programme",
        "one-to-one talks, 1:1, 1-2-1 and one another",
        "COVID19",
    ],
)
def test_what_counts_something_else_is_not(text: str) -> None:
    assert list(written_counts([("Plan", text)], below=11)) == []


def test_numbers_that_stand_together_are_told_once_and_short() -> None:
    text = f"{'Before it all. ' * 9}We asked 3 women and 4 men. {'And so on. ' * 9}Then 5 more."

    told = list(written_counts([("Plan", text)], below=11))

    assert len(told) == 2
    assert "asked 3 women and 4 men" in told[0]
    assert all(len(each) < 100 for each in told)


def test_a_long_text_is_read_at_once() -> None:
    """Not in the square of its length, and a number of any length is no small one."""
    long = ["7," * 50_000, "band 7 and " * 20_000, "1" * 100_000, "1-" * 50_000, "six to " * 20_000]

    assert list(written_counts([("Plan", text) for text in long], below=0)) == []


@pytest.mark.django_db
def test_the_words_of_the_report_itself_are_no_counts(kingston: Organisation) -> None:
    """The nine indicators of the standard, and the charts that say a score in words."""
    words = Words(introduction="Six of our staff wrote this.", progress="We spoke with 3 of them.")

    written = composed_of(kingston, words).written

    assert list(written_counts(written, below=11)) == [
        "Introduction: Six of our staff wrote this.",
        "What we did since last year: We spoke with 3 of them.",
    ]


def test_the_printed_plan_as_it_is_brought_in_is_warned_of(kingston: Organisation) -> None:
    """The document prints the staff in post in the wording of the action itself."""
    assert "These words may tell of few people" not in titles(kingston)

    make_action(plan_of(kingston), wording="17 staff Band 8B (2021 \u2013 6)", place=90)

    assert "These words may tell of few people" in titles(kingston)


def titles(organisation: Organisation) -> list[str]:
    draft = Publication(plan=plan_of(organisation))
    return [each.title for each in findings_of(draft, composed_of(organisation)).warnings]
