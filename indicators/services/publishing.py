"""Records years as they were published before they were entered here."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.models import Organisation
from indicators.answers import Answer, read
from indicators.definitions import UNITS, Definition, Shape
from indicators.models import Indicator, Standard, Submission
from indicators.printed import PrintedValueError, read_printed
from indicators.services.drafting import fields_of, indicators_of
from indicators.services.recording import record_answers, save_if_changed

NOT_PUBLISHED = "Not in the published report"


class SubmissionError(ValueError):
    """What was published cannot be recorded; the message says what to put right."""


@transaction.atomic
def record_published(
    *,
    organisation: Organisation,
    standard: Standard,
    year: int,
    typed: Mapping[str, str],
    period_start: date,
    period_end: date,
    submitted_printed: str = "",
) -> Submission:
    """Records a year as it was published, all or nothing; twice is the same as once, in the history too.

    `typed` has the text of each field, as a draft has; an indicator without any is recorded as not in the report.
    """
    if period_start >= period_end:
        raise SubmissionError(f"{year}: the period ends before it starts. Put its two dates right.")
    found = Submission.objects.of(organisation).filter(standard=standard, year=year).first()
    submission = found or Submission(organisation=organisation, standard=standard, year=year)
    answers = _published_answers(submission, typed)
    save_if_changed(
        submission,
        period_start=period_start,
        period_end=period_end,
        submitted_printed=submitted_printed,
        state=Submission.State.SUBMITTED,
    )
    record_answers(submission, answers)
    return submission


def _published_answers(submission: Submission, typed: Mapping[str, str]) -> dict[Indicator, Answer]:
    unknown = sorted(set(typed) - fields_of(submission))
    if unknown:
        number = unknown[0].split("-")[0]
        raise SubmissionError(f"{submission.year}: the standard has no indicator {number} in that year. Take it out.")
    answers = {}
    for indicator in indicators_of(submission):
        answer = read(indicator.definition, typed)
        if answer.faults:
            raise SubmissionError(f"{submission.year}, indicator {indicator.number}: {answer.faults[0].text}")
        answers[indicator] = Answer(missing_reason=NOT_PUBLISHED) if answer.is_empty else answer
    return answers


def published_field(definition: Definition, text: str) -> str:
    """The field of the one score that reports print; a board below the workforce is printed with a minus."""
    match definition.shape:
        case Shape.RATIO | Shape.DISTRIBUTION:
            return f"{definition.number}-published"
        case Shape.DIFFERENCE:
            below = text.strip().startswith(("-", "\N{MINUS SIGN}"))
            return f"{definition.number}-{'difference' if below else 'published'}"
        case Shape.NARRATIVE:
            return f"{definition.number}-narrative"
    return f"{definition.number}-value-bme"


def typed_as_published(standard: Standard, year: int, printed: Mapping[int, str]) -> dict[str, str]:
    """The fields of a year from one printed score an indicator, by its number; SubmissionError as above.

    What a report file says is held to its unit: a ratio has no percent sign, and a percentage has one.
    """
    indicators = Indicator.objects.filter(standard=standard).valid_in(year).select_related("standard")
    definitions = {indicator.number: indicator.definition for indicator in indicators}
    typed = {}
    for number, text in printed.items():
        if number not in definitions:
            raise SubmissionError(f"{year}: the standard has no indicator {number} in that year. Take it out.")
        definition = definitions[number]
        if fault := _wrong_sign(definition, text):
            raise SubmissionError(f"{year}, indicator {number}: {fault}")
        typed[published_field(definition, text)] = text
    return typed


def _wrong_sign(definition: Definition, text: str) -> str:
    if definition.shape == Shape.NARRATIVE:
        return ""
    try:
        found = read_printed(text)
    except PrintedValueError as error:
        return str(error)
    percent = UNITS[Shape(definition.shape)] == "percent"
    if percent == (found.unit == "percent"):
        return ""
    if percent:
        return f"'{text}' should be a percentage: print it with a % sign."
    kind = "a ratio" if definition.shape == Shape.RATIO else "a mean score"
    return f"'{text}' should be {kind}: print it without a % sign."
