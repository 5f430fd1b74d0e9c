"""Brings figures in from a spreadsheet: read and shown first, and written only when somebody confirms it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import Organisation, User
from indicators.answers import read
from indicators.asked import asked
from indicators.checks import checks
from indicators.definitions import UNITS, Definition, Shape
from indicators.figures import Figures
from indicators.models import Draft, Indicator, Standard, Submission, Upload
from indicators.recorded import figures_of, with_parts
from indicators.services.drafting import SNAPSHOT, SavedMeanwhileError, indicators_of, save_draft, typed_so_far
from indicators.services.publishing import SubmissionError, published_field, record_published
from indicators.spreadsheets.sheets import Sheet, SpreadsheetError, read_sheets
from indicators.spreadsheets.wide import Known, WideCell, WideTable, read_wide
from indicators.spreadsheets.year_form import read_year_form
from indicators.uploads import MOST_SHOWN, Preview, Previewed, Skipped, as_json, from_json

KEPT_FOR = timedelta(days=7)  # an upload that nobody confirmed


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


# ---- a year that was filled in


def preview_year(draft: Draft, name: str, content: bytes) -> Preview:
    """What a filled-in form would put into the draft; SpreadsheetError where it is not that form."""
    submission = draft.submission
    indicators = indicators_of(submission)
    definitions = [indicator.definition for indicator in indicators]
    sheets = read_sheets(name, content)
    cells = read_year_form(sheets[0], definitions, standard=submission.standard.code, year=submission.year)
    labels = {field.name: (definition.number, field.label) for definition in definitions for field in asked(definition)}
    found = [
        Previewed(
            address=cell.address,
            year=submission.year,
            number=labels.get(cell.field, (0, ""))[0],
            field=cell.field,
            label=labels.get(cell.field, (0, "Not asked for"))[1],
            found=cell.found,
            text=cell.text,
            doubts=cell.doubts,
            refusal=cell.refusal,
        )
        for cell in cells
    ]
    if not found:
        raise SpreadsheetError("Nothing is filled in. Fill in the coloured cells and choose the file again.")
    return Preview(_with_faults(found, definitions), sheet=sheets[0].name)


def _with_faults(cells: list[Previewed], definitions: Iterable[Definition]) -> tuple[Previewed, ...]:
    """Each cell with what could not be submitted of it as a doubt: a draft takes it, and asks again."""
    typed = {cell.field: cell.text for cell in cells}
    faults: dict[str, list[str]] = {}
    for definition in definitions:
        for fault in read(definition, typed).faults:
            faults.setdefault(fault.field, []).append(fault.text)
    return tuple(
        cell if cell.refusal else replace(cell, doubts=(*cell.doubts, *faults.get(cell.field, []))) for cell in cells
    )


# ---- years that were published


def preview_published(organisation: Organisation, standard: Standard, name: str, content: bytes) -> Preview:
    """What a table of past years would record; SpreadsheetError where there is no such table in the file."""
    sheets = read_sheets(name, content)
    sheet, table = _first_table(sheets, _known(standard))
    cells = [
        cell
        for year in sorted({found.year for found in table.cells})
        for cell in _of_year(organisation, standard, year, [found for found in table.cells if found.year == year])
    ]
    if not cells:
        raise SpreadsheetError("There are years in this file, and no score of an indicator. Check its first column.")
    return Preview(
        cells=_checked(organisation, standard, cells),
        skipped=tuple(Skipped(line.address, line.text[:200], line.why) for line in table.ignored[:MOST_SHOWN]),
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


def _first_table(sheets: Iterable[Sheet], known: list[Known]) -> tuple[Sheet, WideTable]:
    """The first sheet that holds a table of years; the error of the last where none does."""
    failure = SpreadsheetError("There is no sheet in this file.")
    for sheet in sheets:
        try:
            return sheet, read_wide(sheet, known)
        except SpreadsheetError as error:
            failure = error
    raise failure


def _of_year(organisation: Organisation, standard: Standard, year: int, cells: list[WideCell]) -> list[Previewed]:
    """The cells of a year with their fields, and what is held for them already."""
    indicators = Indicator.objects.filter(standard=standard).valid_in(year).select_related("standard")
    definitions = {indicator.number: indicator.definition for indicator in indicators}
    held = Submission.objects.of(organisation).filter(standard=standard, year=year).first()
    kept = typed_so_far(held) if held else {}
    return [_previewed(cell, definitions.get(cell.number), held, kept) for cell in cells]


def _previewed(
    cell: WideCell, definition: Definition | None, held: Submission | None, kept: Mapping[str, str]
) -> Previewed:
    name = _field_of(cell, definition) if definition else ""
    refusal, doubts, keep = cell.refusal, cell.doubts, ""
    if definition is None:
        refusal = f"The standard has no indicator {cell.number} in {cell.year}. Take it out."
    elif held and held.state == Submission.State.DRAFT:
        keep = f"{cell.year} has a draft. Submit it or discard it first."
    elif held:
        same = " ".join(kept.get(name, "").split()) == " ".join(cell.text.split())
        was = kept.get(name) or "nothing"
        keep = "Held already." if same else f"{was} is held and stays. Amend {cell.year} to change it."
    return Previewed(
        address=cell.address,
        year=cell.year,
        number=cell.number,
        field=name,
        label=_label(cell, definition),
        found=cell.found,
        text=cell.text,
        doubts=doubts,
        refusal=refusal,
        kept="" if refusal else keep,
    )


def _field_of(cell: WideCell, definition: Definition) -> str:
    if definition.is_pair and cell.part == "white":
        return f"{cell.number}-value-white"
    return published_field(definition, cell.text or cell.found)


def _label(cell: WideCell, definition: Definition | None) -> str:
    if definition is None:
        return f"Indicator {cell.number}"
    part = {"white": f", {definition.groups.white}", "bme": f", {definition.groups.bme}"}.get(cell.part, "")
    return f"{cell.number}. {definition.subject}{part}"


def _checked(organisation: Organisation, standard: Standard, cells: list[Previewed]) -> tuple[Previewed, ...]:
    """Each year against itself and the year before: faults are refusals, and what looks wrong is a doubt."""
    found: dict[tuple[int, str], list[str]] = {}
    refused: dict[tuple[int, str], str] = {}
    before: dict[int, Figures] = {}
    for year in sorted({cell.year for cell in cells}):
        typed = {cell.field: cell.text for cell in cells if cell.year == year and cell.text and not cell.refusal}
        now = {}
        for indicator in Indicator.objects.filter(standard=standard).valid_in(year).select_related("standard"):
            answer = read(indicator.definition, typed)
            refused |= {(year, fault.field): fault.text for fault in answer.faults}
            if not answer.is_empty and not answer.faults:
                now[indicator.number] = (indicator.definition, answer.figures)
        held = before or _held(organisation, standard, year - 1)
        for check in checks(now, held, year=year):
            found.setdefault((year, check.field), []).append(f"{check.text} {check.look_at}")
        before = {number: figures for number, (_, figures) in now.items()}
    return tuple(
        replace(
            cell,
            doubts=(*cell.doubts, *found.get((cell.year, cell.field), [])),
            refusal=cell.refusal or refused.get((cell.year, cell.field), ""),
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
    preview = from_json(upload.cells)
    if not preview.to_write:
        raise NotWritableError(
            "Nothing of this file can be recorded as it stands. Put the file right and choose it again."
        )
    if upload.year is not None:
        _write_draft(upload, preview, by, at)
    else:
        for year in sorted({cell.year for cell in preview.to_write}):
            _write_published(upload, preview, year)
    upload.delete()
    return sorted({cell.year for cell in preview.to_write})


def _write_draft(upload: Upload, preview: Preview, by: User, at: datetime) -> None:
    of_standard = Draft.objects.of(upload.organisation).filter(submission__standard=upload.standard)
    draft = of_standard.filter(submission__year__in=preview.years).select_related("submission").first()
    if draft is None:
        raise NotWritableError(f"The draft for {upload.year} is gone. Begin the year again and choose the file again.")
    typed = draft.typed | preview.typed_of(draft.submission.year)
    try:
        save_draft(draft=draft, typed=typed, version=draft.version, by=by, at=at)
    except SavedMeanwhileError as error:
        raise NotWritableError("Somebody saved the draft at this moment. Confirm once more.") from error


def _write_published(upload: Upload, preview: Preview, year: int) -> None:
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
