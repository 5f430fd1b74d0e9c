from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from accounts.models import Organisation
from indicators.models import Score, Standard, Submission
from indicators.services.publishing import NOT_PUBLISHED, SubmissionError
from tests.factories import make_organisation
from tests.indicators.records import record


def test_a_value_keeps_what_was_printed_and_its_decimals(trust: Organisation) -> None:
    record(trust, 2021, {2: "1.05", 5: "34.3 %"})

    printed = Score.objects.of(trust).filter(value__isnull=False).order_by("indicator__number")
    found = list(printed.values_list("printed", "value", "places"))
    assert found == [("1.05", Decimal("1.05"), 2), ("34.3 %", Decimal("34.3"), 1)]


def test_an_indicator_that_was_not_printed_has_its_reason(trust: Organisation) -> None:
    record(trust, 2021, {2: "1.05"})

    missing = Score.objects.of(trust).filter(value__isnull=True)
    assert missing.count() == 8
    assert set(missing.values_list("missing_reason", flat=True)) == {NOT_PUBLISHED}


def test_recording_twice_is_the_same_as_once(trust: Organisation) -> None:
    once = record(trust, 2021, {2: "1.05"})

    twice = record(trust, 2021, {2: "1.05"})

    assert twice == once
    assert Score.objects.of(trust).count() == 9
    assert Submission.history.count() == 1
    assert Score.history.count() == 9


def test_a_correction_leaves_one_line_of_history(trust: Organisation) -> None:
    record(trust, 2021, {2: "1.05"})

    record(trust, 2021, {2: "1.06"})

    score = Score.objects.of(trust).get(indicator__number=2)
    assert list(score.history.order_by("pk").values_list("printed", flat=True)) == ["1.05", "1.06"]
    assert Score.history.count() == 10


def test_a_value_that_is_taken_out_becomes_missing(trust: Organisation) -> None:
    record(trust, 2021, {2: "1.05"})

    record(trust, 2021, {})

    assert str(Score.objects.of(trust).get(indicator__number=2)) == NOT_PUBLISHED


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        ({2: "1.54%"}, "2021, indicator 2: '1.54%' should be a ratio: print it without a % sign"),
        ({5: "41.8"}, "2021, indicator 5: '41.8' should be a percentage: print it with a % sign"),
        ({5: "418%"}, "2021, indicator 5: Percentage, BME: 418% is not between 0% and 100%"),
        ({9: "-164%"}, "2021, indicator 9: .*-164% is not between -100 and 100"),
        ({3: "-1.2"}, "2021, indicator 3: Ratio as published: -1.2 is below 0"),
        ({10: "1.2"}, "2021: the standard has no indicator 10 in that year"),
        ({2: "n/a"}, "2021, indicator 2: 'n/a' is not one value"),
    ],
)
def test_what_cannot_be_right_is_refused_whole(trust: Organisation, printed: dict[int, str], message: str) -> None:
    with pytest.raises(SubmissionError, match=message):
        record(trust, 2021, {4: "0.98"} | printed)

    assert not Submission.objects.of(trust).exists()


def test_a_board_below_its_workforce_is_kept_as_the_difference_that_was_printed(trust: Organisation) -> None:
    record(trust, 2021, {9: "-0.64%"})

    score = Score.objects.of(trust).get(indicator__number=9)
    assert (score.printed, score.value) == ("-0.64%", Decimal("-0.64"))
    assert [figure.part for figure in score.figures.all()] == ["difference"]


def test_the_share_of_the_whole_workforce_is_the_score_of_a_distribution(trust: Organisation) -> None:
    record(trust, 2021, {1: "42.9%"})

    assert Score.objects.of(trust).get(indicator__number=1).printed == "42.9%"


def test_a_year_before_the_definitions_is_refused(trust: Organisation) -> None:
    with pytest.raises(SubmissionError, match="the standard has no indicator 2 in that year"):
        record(trust, 2015, {2: "1.05"})


def test_a_period_must_be_in_order(trust: Organisation) -> None:
    with pytest.raises(SubmissionError, match="the period ends before it starts"):
        record(trust, 2021, {}, period_start=date(2021, 4, 1))


def test_the_scores_of_another_organisation_are_not_reached(trust: Organisation) -> None:
    other = make_organisation()
    record(other, 2021, {2: "1.05"})

    assert not Score.objects.of(trust).exists()
    assert not Submission.objects.of(trust).exists()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"printed": "1", "value": 1, "missing_reason": "Too few staff"}, "a_score_or_words_or_the_reason_for_none"),
        ({}, "a_score_or_words_or_the_reason_for_none"),
        ({"value": 1}, "a_score_or_words_or_the_reason_for_none"),
        ({"printed": "1", "missing_reason": "Too few staff"}, "a_score_or_words_or_the_reason_for_none"),
        ({"printed": "1", "value": 1, "places": 11}, "places_that_a_score_keeps"),
    ],
)
def test_the_database_refuses_what_no_score_can_be(
    wres: Standard, trust: Organisation, fields: dict[str, Any], constraint: str
) -> None:
    submission = make_draft(wres, trust)

    with pytest.raises(IntegrityError, match=constraint):
        Score.objects.create(submission=submission, indicator=wres.indicators.all()[0], **fields)


def test_an_indicator_has_one_score_in_a_submission(trust: Organisation) -> None:
    score = record(trust, 2021, {2: "1.05"}).scores.all()[0]

    with pytest.raises(IntegrityError):
        Score.objects.create(submission=score.submission, indicator=score.indicator, missing_reason="Too few staff")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"period_start": date(2021, 3, 31)}, "submission_period_in_order"),
        ({"state": "lost"}, "a_draft_was_not_submitted"),
        ({"submitted_printed": "August 2021"}, "a_draft_was_not_submitted"),
        ({"submitted_on": date(2021, 8, 1)}, "a_draft_was_not_submitted"),
    ],
)
def test_the_database_refuses_what_no_submission_can_be(
    wres: Standard, trust: Organisation, fields: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        make_draft(wres, trust, **fields)


def make_draft(standard: Standard, organisation: Organisation, **fields: Any) -> Submission:
    usual = {"year": 2021, "period_start": date(2020, 4, 1), "period_end": date(2021, 3, 31)}
    return Submission.objects.create(standard=standard, organisation=organisation, **(usual | fields))
