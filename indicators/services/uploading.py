"""Brings figures in from a spreadsheet: read and shown first, and written only when somebody confirms it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from accounts.models import Organisation, User
from indicators.models import Draft, Standard, Submission, Upload
from indicators.services.drafting import SavedMeanwhileError, indicators_of, period_of, save_draft
from indicators.services.past_years import known_of, previewed
from indicators.services.publishing import SubmissionError, record_published
from indicators.spreadsheets.sheets import Sheet, SpreadsheetError, read_sheets
from indicators.spreadsheets.wide import read_wide
from indicators.spreadsheets.year_form import read_year_form
from indicators.uploads import Preview, as_json, check_number, cut, from_json, of_form, skipped_of

KEPT_FOR = timedelta(days=7)  # an upload that nobody confirmed
Found = TypeVar("Found")


class NotWritableError(ValueError):
    """What was previewed cannot be written now; the message says why and what to do."""


@transaction.atomic
def keep_upload(
    *,
    organisation: Organisation,
    standard: Standard,
    year: int | None,
    name: str,
    preview: Preview,
    by: User,
    at: datetime,
) -> Upload:
    """Keeps what was read until it is confirmed; what nobody confirmed for a week goes."""
    Upload.objects.of(organisation).filter(made_at__lt=at - KEPT_FOR).delete()
    return Upload.objects.create(
        organisation=organisation,
        standard=standard,
        year=year,
        file_name=name[:200],
        cells=as_json(preview),
        made_by=by,
        made_at=at,
    )


def _first_that_reads(sheets: Iterable[Sheet], reads: Callable[[Sheet], Found]) -> tuple[Sheet, Found]:
    """The first sheet that can be read; where none can, the error of the first."""
    failure = None
    for sheet in sheets:
        try:
            return sheet, reads(sheet)
        except SpreadsheetError as error:
            failure = failure or error
    raise failure or SpreadsheetError("There is no sheet in this file.")


def preview_year(draft: Draft, name: str, content: bytes) -> Preview:
    """What a filled-in form would put into the draft; SpreadsheetError where it is not that form."""
    submission = draft.submission
    definitions = [indicator.definition for indicator in indicators_of(submission)]
    reads = partial(
        read_year_form,
        definitions=definitions,
        standard=submission.standard.code,
        year=submission.year,
        organisation=submission.organisation.name,
    )
    sheet, cells = _first_that_reads(read_sheets(name, content), reads)
    if not cells:
        raise SpreadsheetError("Nothing is filled in. Fill in the coloured cells and choose the file again.")
    check_number(cells)
    return Preview(of_form(cells, definitions, draft.typed, year=submission.year), sheet=sheet.name)


# ---- years that were published


def preview_published(
    organisation: Organisation, standard: Standard, name: str, content: bytes, *, on: date
) -> Preview:
    """What a table of past years would record; SpreadsheetError where there is no such table in the file."""
    sheets = read_sheets(name, content)
    sheet, table = _first_that_reads(sheets, partial(read_wide, definitions=known_of(standard)))
    check_number(table.cells)
    if not table.cells:
        raise SpreadsheetError("There are years in this file, and no score of an indicator. Check its first column.")
    return Preview(
        cells=previewed(organisation, standard, table.cells, on=on),
        skipped=skipped_of(table),
        number_skipped=len(table.ignored),
        sheet=sheet.name,
        others=tuple(other.name for other in sheets if other is not sheet),
    )


# ---- confirming


@transaction.atomic
def write_upload(*, upload: Upload, by: User, at: datetime) -> list[int]:
    """Writes what was previewed, all or nothing, and forgets the upload; the years that were written.

    A filled-in form goes into the draft of its year; past years are recorded as published. NotWritableError where
    something is refused, or changed since the preview.
    """
    if not Upload.objects.select_for_update().filter(pk=upload.pk).first():
        raise NotWritableError("This file was confirmed or let go at this moment. Look at the year itself.")
    preview = from_json(upload.cells)
    if not preview.to_write:
        raise NotWritableError(
            "Nothing of this file can be recorded as it stands. Put the file right and choose it again."
        )
    years = sorted({cell.year for cell in preview.to_write})
    if upload.year is not None:
        _write_draft(upload, preview, by, at)
    else:
        for year in years:
            _write_published(upload, preview, year, at)
    upload.delete()
    return years


def _write_draft(upload: Upload, preview: Preview, by: User, at: datetime) -> None:
    of_standard = Draft.objects.of(upload.organisation).filter(submission__standard=upload.standard)
    draft = of_standard.filter(submission__year__in=preview.years).select_related("submission").first()
    if draft is None:
        raise NotWritableError(f"The draft for {upload.year} is gone. Begin the year again and choose the file again.")
    for cell in preview.to_write:
        now = draft.typed.get(cell.field, "")
        if now not in (cell.replaces, cell.text):
            said = f"The draft changed since you chose the file: {cell.label} is now {cut(now) or 'empty'}."
            raise NotWritableError(f"{said} Choose the file again.")
    try:
        typed = draft.typed | preview.typed_of(draft.submission.year)
        save_draft(draft=draft, typed=typed, version=draft.version, by=by, at=at)
    except SavedMeanwhileError as error:
        raise NotWritableError("Somebody saved the draft at this moment. Confirm once more.") from error


def _write_published(upload: Upload, preview: Preview, year: int, at: datetime) -> None:
    if year > at.year:
        raise NotWritableError(f"{year} cannot be published yet. Take it out of the file and choose the file again.")
    of_year: dict[str, Any] = {"organisation": upload.organisation, "standard": upload.standard, "year": year}
    of_year |= period_of(year)
    try:
        # Made before anything is recorded, so that the constraint tells of a year that was begun at this moment too.
        with transaction.atomic():
            Submission.objects.create(**of_year, state=Submission.State.SUBMITTED)
    except IntegrityError as error:
        said = f"{year} was entered since you chose the file."
        raise NotWritableError(f"{said} Choose the file again.") from error
    try:
        record_published(**of_year, typed=preview.typed_of(year))
    except SubmissionError as error:
        raise NotWritableError(str(error)) from error
