import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation
from indicators.models import Indicator, Standard
from indicators.tables import NOT_RECORDED, ScoreTable, lines_of, score_table
from tests.indicators.records import draft, record


def test_without_a_submission_the_table_is_empty(wres: Standard, trust: Organisation) -> None:
    assert score_table(trust) == ScoreTable()


def test_a_row_holds_what_was_printed_each_year(kingston: Organisation) -> None:
    row = score_table(kingston).by_number[5]

    assert [cell.text for cell in row.cells] == ["31%", "36%", "34.3 %", "36.5%", "41.8%"]
    assert row.latest.text == "41.8%"


@pytest.mark.parametrize(
    ("number", "headline", "sentence"),
    [
        (2, "Closer to parity: 1.31 in 2020, 1.05 in 2021", "BME applicants are less likely than White"),
        (3, "Closer to parity: 2.7 in 2020, 1.04 in 2021", "BME staff are more likely than White staff"),
        (4, "Further from parity: 0.98 in 2020, 0.76 in 2021", "White staff are less likely than BME staff"),
        (5, "Up 5.3 points from 36.5% in 2020; lower is better", "41.8% of BME staff who answered in 2021."),
        (6, "Up 1.9 points from 32.3% in 2020; lower is better", "34.2% of BME staff who answered in 2021."),
        (7, "Down 3.1 points from 76% in 2020; higher is better", "72.9% of BME staff who answered in 2021."),
        (8, "Up 0.4 points from 18.2% in 2020; lower is better", "18.6% of BME staff who answered in 2021."),
        (9, "The same as in 2020: 13.3%", "13.3% of the board are BME in 2021."),
    ],
)
def test_kingstons_positions_of_2021(kingston: Organisation, number: int, headline: str, sentence: str) -> None:
    found = score_table(kingston).by_number[number].position

    assert found.headline == headline
    assert found.sentences[0].startswith(sentence)


@pytest.mark.parametrize(
    ("until", "headline"),
    [
        (2018, "Further from parity, now in favour of the other group: 0.99 in 2017, 1.03 in 2018"),
        (2019, "Closer to parity: 1.03 in 2018, 1.02 in 2019"),
        (2020, "Further from parity, now in favour of the other group: 1.02 in 2019, 0.98 in 2020"),
    ],
)
def test_a_table_can_end_in_an_earlier_year(kingston: Organisation, until: int, headline: str) -> None:
    table = score_table(kingston, until=until)

    assert table.years[-1] == until
    assert table.by_number[4].position.headline == headline


def test_an_indicator_never_published_says_so_once(kingston: Organisation) -> None:
    row = score_table(kingston).by_number[1]

    assert row.reason_for_none == "Not in the published report"
    assert row.chart is None


def test_a_row_with_a_score_has_no_reason_for_none(kingston: Organisation) -> None:
    assert score_table(kingston).by_number[2].reason_for_none == ""


def test_what_cannot_be_said_is_said_once_for_all_its_indicators(kingston: Organisation) -> None:
    subjects = [note.subject for note in score_table(kingston).notes]

    assert subjects == [
        "Indicators 2, 3, 4, 5, 6, 7 and 8",
        "Indicators 5, 6, 7 and 8",
        "Indicator 9",
    ]


def test_a_draft_is_not_in_the_table(kingston: Organisation) -> None:
    draft(kingston, 2022, {"2-published": "1.5"})

    assert score_table(kingston).years[-1] == 2021


def test_only_the_newest_years_have_columns_but_the_chart_has_all(kingston: Organisation) -> None:
    record(kingston, 2022, {2: "1.5"})

    table = score_table(kingston)

    chart = table.by_number[2].chart
    assert table.years == (2018, 2019, 2020, 2021, 2022)
    assert chart
    assert len(chart.points) == 6


def test_a_score_of_an_older_definition_is_shown_and_not_compared(wres: Standard, trust: Organisation) -> None:
    record(trust, 2020, {2: "1.31"})
    older = wres.indicators.get(number=2)
    Indicator.objects.filter(pk=older.pk).update(last_year=2020)
    older.pk, older.first_year = None, 2021
    older.save(force_insert=True)
    record(trust, 2021, {2: "1.05"})

    row = score_table(trust).by_number[2]

    assert [cell.text for cell in row.cells] == ["1.31", "1.05"]
    assert row.position.headline == "Not comparable with 2020: the definition changed"


def test_our_sentences_use_the_organisations_word(kingston: Organisation) -> None:
    kingston.bme_label = "BAME"

    row = score_table(kingston).by_number[2]

    assert row.position.sentences[0].startswith("BAME applicants are less likely than White applicants")
    assert row.indicator.wording.endswith("compared to BME applicants")


def test_a_table_takes_five_queries(kingston: Organisation, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(5):
        table = score_table(kingston)

    assert len(table.rows) == 9


def test_the_lines_of_a_year_hold_every_indicator(trust: Organisation) -> None:
    submission = record(trust, 2021, {2: "1.05"})
    submission.scores.get(indicator__number=3).delete()

    lines = lines_of(submission)

    assert [line.indicator.number for line in lines] == list(range(1, 10))
    assert [line.text for line in lines[:3]] == ["Not in the published report", "1.05", NOT_RECORDED]
