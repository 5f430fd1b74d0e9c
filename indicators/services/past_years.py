"""Sets the scores of a table of past years beside the standard and what is held, year by year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from accounts.models import Organisation
from indicators.answers import read
from indicators.checks import checks
from indicators.definitions import UNITS, Definition, Shape
from indicators.figures import Figures
from indicators.models import Indicator, Standard, Submission
from indicators.recorded import figures_of, with_parts
from indicators.services.drafting import typed_so_far
from indicators.services.publishing import published_field
from indicators.spreadsheets.wide import Known, WideCell
from indicators.uploads import Previewed, cut, label_of, notes_by_cell, one_reason


def known_of(standard: Standard) -> list[Known]:
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
            bme_name=standard.bme_name,
            white_name=standard.white_name,
        )
    return list(found.values())


def previewed(
    organisation: Organisation, standard: Standard, found: Sequence[WideCell], *, on: date
) -> tuple[Previewed, ...]:
    """The cells with their fields, what is held for them, and what is wrong or looks wrong, year by year."""
    cells = [
        cell
        for year in sorted({each.year for each in found})
        for cell in _of_year(organisation, standard, year, [each for each in found if each.year == year], on)
    ]
    return _checked(organisation, standard, cells)


def _of_year(
    organisation: Organisation, standard: Standard, year: int, cells: Sequence[WideCell], on: date
) -> list[Previewed]:
    definitions = _definitions(standard, year)
    held = Submission.objects.of(organisation).filter(standard=standard, year=year).first()
    if held is None:
        cells = one_reason(cells, definitions)
    kept = (_said_of(held) | typed_so_far(held)) if held else {}
    late = f"{year} cannot be published yet. Take it out." if year > on.year else ""
    return [_previewed(cell, definitions.get(cell.number), held, kept, late) for cell in cells]


def _definitions(standard: Standard, year: int) -> dict[int, Definition]:
    indicators = Indicator.objects.filter(standard=standard).valid_in(year).select_related("standard")
    return {indicator.number: indicator.definition for indicator in indicators.order_by("number")}


def _said_of(held: Submission) -> dict[str, str]:
    """What each score says, under the field that it is printed for: it may come from counts, or be the reason."""
    scores = held.scores.select_related("indicator__standard")
    return {published_field(score.indicator.definition, str(score)): str(score) for score in scores}


def _previewed(
    cell: WideCell, definition: Definition | None, held: Submission | None, kept: Mapping[str, str], late: str
) -> Previewed:
    field, refusal = "", f"The standard has no indicator {cell.number} in {cell.year}. Take it out."
    if definition:
        field, refusal = _field_of(cell, definition), cell.refusal or late
    stays = _stays(held, kept.get(field, ""), cell, refusal) if held else ""
    return Previewed(
        address=cell.address,
        year=cell.year,
        number=cell.number,
        field=f"{cell.number}-missing" if definition and cell.missing_reason else field,
        label=label_of(cell, definition),
        found=cut(cell.found),
        text=cell.text or cell.missing_reason,
        doubts=tuple(map(cut, cell.doubts)),
        refusal="" if held else cut(refusal),
        kept=stays,
    )


def _stays(held: Submission, was: str, cell: WideCell, refusal: str) -> str:
    """Why a year that is held is left as it is, and what is wrong with the cell, if anything is."""
    if held.state == Submission.State.DRAFT:
        return f"{held.year} has a draft. Submit it or discard it first. {cut(refusal)}".strip()
    if refusal:
        return f"{held.year} is held and stays. {cut(refusal)}"
    if " ".join(was.split()) == " ".join((cell.text or cell.missing_reason).split()):
        return "Held already."
    if not was:
        return f"{held.year} is held without it. Amend {held.year} to add it."
    return f"{cut(was)} is held and stays. Amend {held.year} to change it."


def _field_of(cell: WideCell, definition: Definition) -> str:
    if definition.is_pair and cell.part == "white":
        return f"{cell.number}-value-white"
    return published_field(definition, cell.text or cell.found)


def _checked(organisation: Organisation, standard: Standard, cells: Sequence[Previewed]) -> tuple[Previewed, ...]:
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
            each.number: (each, answer.figures)
            for each, answer in answers
            if not (answer.is_empty or answer.faults or answer.missing_reason)
        }
        found[year] = {number: figures for number, (_, figures) in now.items()}
        if year not in stays:
            refusals += [(year, fault.field, fault.text) for _, answer in answers for fault in answer.faults]
            before = _held(organisation, standard, year - 1) or found.get(year - 1, {})
            asks += [(year, ask.field, f"{ask.text} {ask.look_at}") for ask in checks(now, before, year=year)]
    return _with_notes(cells, asks, refusals)


def _with_notes(
    cells: Sequence[Previewed], asks: Iterable[tuple[int, str, str]], refusals: Iterable[tuple[int, str, str]]
) -> tuple[Previewed, ...]:
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
