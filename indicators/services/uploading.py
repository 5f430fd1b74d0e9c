"""Brings figures in from a spreadsheet: read and shown first, and written only when somebody confirms it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from django.db import transaction

from accounts.models import Organisation, User
from indicators.answers import read
from indicators.checks import checks
from indicators.definitions import UNITS, Definition, Shape
from indicators.figures import Figures
from indicators.models import Draft, Indicator, Standard, Submission, Upload
from indicators.recorded import figures_of, with_parts
from indicators.services.drafting import SNAPSHOT, SavedMeanwhileError, indicators_of, save_draft, typed_so_far
from indicators.services.publishing import SubmissionError, published_field, record_published
from indicators.spreadsheets.sheets import Sheet, SpreadsheetError, read_sheets
from indicators.spreadsheets.wide import Known, WideCell, read_wide
from indicators.spreadsheets.year_form import read_year_form
from indicators.uploads import (
    Preview,
    Previewed,
    as_json,
    check_number,
    cut,
    from_json,
    label_of,
    notes_by_cell,
    of_form,
    skipped_of,
)

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


def preview_published(organisation: Organisation, standard: Standard, name: str, content: bytes) -> Preview:
    """What a table of past years would record; SpreadsheetError where there is no such table in the file."""
    sheets = read_sheets(name, content)
    sheet, table = _first_that_reads(sheets, partial(read_wide, definitions=_known(standard)))
    check_number(table.cells)
    cells = [
        cell
        for year in sorted({found.year for found in table.cells})
        for cell in _of_year(organisation, standard, year, [found for found in table.cells if found.year == year])
    ]
    if not cells:
        raise SpreadsheetError("There are years in this file, and no score of an indicator. Check its first column.")
    return Preview(
        cells=_checked(organisation, standard, cells),
        skipped=skipped_of(table),
        number_skipped=len(table.ignored),
        sheet=sheet.name,
        others=tuple(other.name for other in sheets if other is not sheet),
    )


def _known(standard: Standard) -> list[Known]:
    """The indicators that one printed value can be of, each once, in its newest wording."""
    found: dict[int, Known] = {}
    for indicator in Indicator.objects.filter(standard=standard).order_by("number", "first_year"):
        shape = Shape(indicator.shape)
        if shape in (Shape.NARRATIVE, Shape.SCORE_PAIR):
            continue
        found[indicator.number] = Known(
            number=indicator.number,
            wording=indicator.wording,
            subject=indicator.subject,
            unit="percent" if UNITS[shape] == "percent" else "ratio",
            has_pair=shape == Shape.PERCENT_PAIR,
            may_be_negative=shape == Shape.DIFFERENCE,
        )
    return list(found.values())


def _of_year(organisation: Organisation, standard: Standard, year: int, cells: list[WideCell]) -> list[Previewed]:
    """The cells of a year with their fields, and what is held for them already."""
    definitions = _definitions(standard, year)
    held = Submission.objects.of(organisation).filter(standard=standard, year=year).first()
    kept = (_said_of(held) | typed_so_far(held)) if held else {}
    return [_previewed(cell, definitions.get(cell.number), held, kept) for cell in cells]


def _definitions(standard: Standard, year: int) -> dict[int, Definition]:
    indicators = Indicator.objects.filter(standard=standard).valid_in(year).select_related("standard")
    return {indicator.number: indicator.definition for indicator in indicators.order_by("number")}


def _said_of(held: Submission) -> dict[str, str]:
    """What each score says, under the field that it is printed for: it may come from counts, or be the reason."""
    scores = held.scores.select_related("indicator__standard")
    return {published_field(score.indicator.definition, str(score)): str(score) for score in scores}


def _previewed(
    cell: WideCell, definition: Definition | None, held: Submission | None, kept: Mapping[str, str]
) -> Previewed:
    name = _field_of(cell, definition) if definition else ""
    refusal, keep = cell.refusal, ""
    if definition is None:
        refusal = f"The standard has no indicator {cell.number} in {cell.year}. Take it out."
    elif held:
        keep = _stays(held, kept.get(name, ""), cell.text)
    return Previewed(
        address=cell.address,
        year=cell.year,
        number=cell.number,
        field=name,
        label=label_of(cell, definition),
        found=cut(cell.found),
        text=cell.text,
        doubts=tuple(map(cut, cell.doubts)),
        refusal=cut(refusal),
        kept="" if refusal else keep,
    )


def _stays(held: Submission, was: str, text: str) -> str:
    """Why a year that is held is left as it is."""
    if held.state == Submission.State.DRAFT:
        return f"{held.year} has a draft. Submit it or discard it first."
    if " ".join(was.split()) == " ".join(text.split()):
        return "Held already."
    if not was:
        return f"{held.year} is held without it. Amend {held.year} to add it."
    return f"{cut(was)} is held and stays. Amend {held.year} to change it."


def _field_of(cell: WideCell, definition: Definition) -> str:
    if definition.is_pair and cell.part == "white":
        return f"{cell.number}-value-white"
    return published_field(definition, cell.text or cell.found)


def _checked(organisation: Organisation, standard: Standard, cells: list[Previewed]) -> tuple[Previewed, ...]:
    """Each year against itself and the year before: faults are refusals, and what looks wrong is a doubt.

    A year that is held stays, so nothing is asked about it; what it has is what the year after is set beside.
    """
    asks: list[tuple[int, str, str]] = []
    refusals: list[tuple[int, str, str]] = []
    found: dict[int, dict[int, Figures]] = {}
    stays = {cell.year for cell in cells if cell.kept}
    for year in sorted({cell.year for cell in cells}):
        typed = {cell.field: cell.text for cell in cells if cell.year == year and cell.text and not cell.refusal}
        answers = [(each, read(each, typed)) for each in _definitions(standard, year).values()]
        now = {
            each.number: (each, answer.figures) for each, answer in answers if not (answer.is_empty or answer.faults)
        }
        found[year] = {number: figures for number, (_, figures) in now.items()}
        if year not in stays:
            refusals += [(year, fault.field, fault.text) for _, answer in answers for fault in answer.faults]
            before = _held(organisation, standard, year - 1) or found.get(year - 1, {})
            asks += [(year, ask.field, f"{ask.text} {ask.look_at}") for ask in checks(now, before, year=year)]
    readable = [cell for cell in cells if not cell.refusal]
    doubts, refused = notes_by_cell(readable, asks), notes_by_cell(readable, refusals)
    return tuple(
        replace(
            cell,
            doubts=(*cell.doubts, *doubts.get(cell.address, [])),
            refusal=cell.refusal or " ".join(refused.get(cell.address, [])),
        )
        for cell in cells
    )


def _held(organisation: Organisation, standard: Standard, year: int) -> dict[int, Figures]:
    submission = Submission.objects.of(organisation).submitted().filter(standard=standard, year=year).first()
    if submission is None:
        return {}
    return {score.indicator.number: figures_of(score) for score in with_parts(submission.scores.all())}


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
    if Submission.objects.of(upload.organisation).filter(standard=upload.standard, year=year).exists():
        raise NotWritableError(f"{year} was entered since you chose the file. Choose the file again.")
    try:
        record_published(
            organisation=upload.organisation,
            standard=upload.standard,
            year=year,
            typed=preview.typed_of(year),
            period_start=date(year - 1, 4, 1),
            period_end=date(year, *SNAPSHOT),
        )
    except SubmissionError as error:
        raise NotWritableError(str(error)) from error
