"""Keeps a year as it is being typed, and says what it comes to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import Organisation, User
from indicators.answers import Answer, Fault, read, typed_of
from indicators.asked import asked
from indicators.checks import Check, checks
from indicators.figures import Figures
from indicators.models import Draft, Indicator, Score, Standard, Submission
from indicators.recorded import figures_of, missing_reason_of, with_parts

LONGEST_TYPED = 5000  # characters of one field: more than any of them can use


class SavedMeanwhileError(Exception):
    """Somebody else saved the draft since this person opened it; nothing was written.

    `typed` has both people's figures together, with this person's where both changed one; those are `clashes`.
    """

    def __init__(self, typed: Mapping[str, str] | None = None, clashes: Collection[str] = ()) -> None:
        super().__init__("The draft was saved by somebody else meanwhile.")
        self.typed, self.clashes = typed or {}, clashes


@dataclass(frozen=True)
class Year:
    """A draft as understood: each indicator's answer, what must be put right, and what looks wrong."""

    answers: Mapping[Indicator, Answer]
    warnings: list[Check]

    @property
    def faults(self) -> list[tuple[Indicator, Fault]]:
        found = [(indicator, fault) for indicator, answer in self.answers.items() for fault in answer.faults]
        return found + [(indicator, _nothing_given(indicator)) for indicator in self.unanswered]

    @property
    def unanswered(self) -> list[Indicator]:
        return [indicator for indicator, answer in self.answers.items() if answer.is_empty]


def _nothing_given(indicator: Indicator) -> Fault:
    text = f"Indicator {indicator.number} has no figures. Enter them, or say why there is no score."
    return Fault(f"{indicator.number}-missing", text)


def period_of(year: int) -> dict[str, date]:
    """The period of a year by the rule of the NHS: 1 April of the year before to the snapshot on 31 March."""
    return {"period_start": date(year - 1, 4, 1), "period_end": date(year, 3, 31)}


# ---- the draft


@transaction.atomic
def open_draft(*, organisation: Organisation, standard: Standard, year: int, by: User, at: datetime) -> Draft:
    """The draft of a year: the one there is, or a new one, with the figures of the year if it was submitted."""
    submission, _ = Submission.objects.get_or_create(
        organisation=organisation,
        standard=standard,
        year=year,
        defaults=period_of(year),
    )
    draft, _ = Draft.objects.get_or_create(
        submission=submission,
        defaults={"typed": lambda: typed_so_far(submission), "saved_at": at, "saved_by": by},
    )
    return draft


def typed_so_far(submission: Submission) -> dict[str, str]:
    """What would have to be typed for the figures that the submission holds."""
    typed: dict[str, str] = {}
    for score in with_parts(submission.scores.all()):
        typed |= typed_of(score.indicator.definition, figures_of(score), missing_reason_of(score))
    return typed


@transaction.atomic
def save_draft(*, draft: Draft, typed: Mapping[str, str], version: int, by: User, at: datetime) -> None:
    """Keeps what was typed, word for word, together with what others saved since that version.

    SavedMeanwhileError where both changed the same figure, or where that version is not known.
    """
    known = fields_of(draft.submission)
    kept = {name: text[:LONGEST_TYPED] for name, text in typed.items() if name in known and text.strip()}
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if version != draft.version:
        kept = _together(draft, kept, version)
    if kept == draft.typed:
        return
    draft.typed, draft.saved_by, draft.saved_at, draft.version = kept, by, at, draft.version + 1
    draft.save()


def _together(draft: Draft, mine: Mapping[str, str], version: int) -> dict[str, str]:
    """What this person typed since a version, with what others saved since; SavedMeanwhileError where they clash."""
    before = Draft.history.filter(id=draft.pk, version=version).first()
    base, theirs = before.typed if before else {}, draft.typed
    merged, clashes = dict(theirs), set()
    for name in {*base, *theirs, *mine}:
        was, their, my = (texts.get(name, "") for texts in (base, theirs, mine))
        if my == their or (before and my == was):
            continue
        if before is None or their != was:
            clashes.add(name)
        merged[name] = my
    merged = {name: text for name, text in merged.items() if text}
    if clashes:
        raise SavedMeanwhileError(merged, clashes)
    return merged


def fields_of(submission: Submission) -> set[str]:
    """The names of everything that can be typed for the submission's year."""
    return {field.name for indicator in indicators_of(submission) for field in asked(indicator.definition)}


@transaction.atomic
def discard_draft(*, draft: Draft, version: int) -> None:
    """Throws away what was typed, with every version of it; SavedMeanwhileError where another has been saved since.

    A year that was never submitted goes with it; a submitted one stays as it is.
    """
    gone, _ = Draft.objects.filter(pk=draft.pk, version=version).delete()
    if not gone:
        raise SavedMeanwhileError
    Draft.history.filter(id=draft.pk).delete()
    Submission.objects.filter(pk=draft.submission_id, state=Submission.State.DRAFT).delete()


# ---- what the draft comes to


def indicators_of(submission: Submission) -> list[Indicator]:
    """The indicators that the standard asks for in the submission's year."""
    found = Indicator.objects.filter(standard=submission.standard_id).valid_in(submission.year)
    return list(found.select_related("standard").order_by("number"))


def read_year(submission: Submission, typed: Mapping[str, str]) -> Year:
    """Every indicator of the year as understood, with its faults, and what looks wrong beside the year before."""
    answers = {indicator: read(indicator.definition, typed) for indicator in indicators_of(submission)}
    now = {
        indicator.number: (indicator.definition, answer.figures)
        for indicator, answer in answers.items()
        if not answer.faults and not answer.is_empty and not answer.missing_reason
    }
    return Year(answers, checks(now, figures_before(submission), year=submission.year))


def figures_before(submission: Submission, *, number: int | None = None) -> dict[int, Figures]:
    """The submitted figures of the year before, by indicator number: of all, or of one.

    Those of another definition than this year's are left out, so that nothing is compared across it.
    """
    scores = Score.objects.filter(
        indicator__in=Indicator.objects.filter(standard=submission.standard_id).valid_in(submission.year),
        submission__organisation=submission.organisation_id,
        submission__standard=submission.standard_id,
        submission__year=submission.year - 1,
    ).submitted()
    if number is not None:
        scores = scores.filter(indicator__number=number)
    return {score.indicator.number: figures_of(score) for score in with_parts(scores)}
