"""Reads the actions of one table, from its rows and the cells that are merged over them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from actions.documents.beside import Beside, Entry, pair
from actions.documents.columns import Column, Layout, is_heading
from actions.documents.entries import FAR, lead_entries, timescale_entries
from actions.documents.grids import Cell, Grid, Line
from actions.documents.indicator_words import Named, Standard
from actions.documents.plan import Doubt, LeftOut, ReadAction
from actions.documents.status_words import doubt_of, read_status
from actions.documents.wording import Worded, actions_in

MOST_ACTIONS = 1_000
GAP = "The indicator is empty in the document; that of the row above is used."
Entries = Callable[[Sequence[Cell], int], list[Entry]]
# The parts that stand beside an action: the column, its word, how its cells are taken apart, and whether one goes on.
PARTS: tuple[tuple[Column, str, Entries, bool], ...] = (
    (Column.TIMESCALE, "timescale", timescale_entries, False),
    (Column.LEAD, "lead", lead_entries, True),
    (Column.SUPPORT, "lead", lead_entries, True),
    (Column.STATUS, "status", lead_entries, False),
)


@dataclass
class Strip:
    """A cell of actions, and the cells beside it by column."""

    cell: Cell
    named: Named
    has_gap: bool = False  # its own cell of indicators is empty
    beside: dict[tuple[Column, int], list[Cell]] = field(default_factory=dict)
    worded: list[Worded] = field(default_factory=list)


@dataclass
class TableReading:
    """What has been read of a table so far.

    `current` are the indicators that an empty cell goes on with, `waiting` those of rows without an action: whether
    they belong to what stands above or below is seen when the next action begins.
    """

    grid: Grid
    layout: Layout
    standard: Standard
    current: Named
    waiting: list[Line] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_table(grid: Grid, layout: Layout, standard: Standard, above: Named) -> TableReading:
    """The strips of actions of a table, top to bottom. `above` are the indicators that it begins under."""
    reading = TableReading(grid, layout, standard, above)
    for row in range(layout.row + 1, len(grid.rows)):
        cells = grid.across(row)
        if is_heading(cells, layout) or not any(cell.text for cell in cells):
            continue
        if len(cells) == 1 and cells[0].columns > 1:  # a heading across the table
            _settle(reading, is_own=True)
            reading.current = standard.named(cells[0].lines)
        else:
            _read_row(reading, row, layout.of_row(cells))
    _settle(reading, is_own=True)
    _doubt_gaps(reading.strips)
    for strip in reading.strips:
        strip.worded = actions_in(strip.cell.lines, beside=_numbers_beside(strip))
    return reading


def _doubt_gaps(strips: Sequence[Strip]) -> None:
    """Asks about empty cells of indicators where they are the exception: else the table is drawn that way."""
    gaps = [strip for strip in strips[1:] if strip.has_gap and strip.named.numbers]
    if 2 * len(gaps) >= len(strips):
        return
    for strip in gaps:
        strip.named = replace(strip.named, doubts=(*strip.named.doubts, GAP))


def _numbers_beside(strip: Strip) -> list[int]:
    """How many timescales and leads stand beside a cell of actions, by column."""
    by_column = {column: entries for column, _, entries, _ in PARTS if column != Column.STATUS}
    return [len(by_column[column](cells, 0)) for (column, _), cells in strip.beside.items() if column in by_column]


def _read_row(reading: TableReading, row: int, cells: Mapping[Column, list[Cell]]) -> None:
    begun = [cell for cell in cells.get(Column.INDICATOR, []) if cell.row == row and cell.text]
    action = next((cell for cell in cells.get(Column.ACTION, []) if cell.text), None)
    beside = {column for column, found in cells.items() if any(cell.text and cell.row == row for cell in found)}
    is_alone = not action and beside <= {Column.INDICATOR, Column.SCORE, Column.LEFT_OUT}
    if action:
        own = [cell for cell in cells.get(Column.INDICATOR, []) if cell.row == row]
        _begin(reading, action, begun, has_gap=bool(own) and not begun)
    elif begun and is_alone:
        reading.waiting += _lines(begun)
    if not reading.strips or (not action and begun and not is_alone):
        if not action and not is_alone:
            words = " ".join(cell.text for each in cells.values() for cell in each)[:300]
            place = f"{reading.grid.name}, row {row + 1}"
            reading.left_out.append(LeftOut(place, words, "There is no action in this row."))
        return
    for column, found in cells.items():
        for at, cell in enumerate(found):
            held = reading.strips[-1].beside.setdefault((column, at), [])
            if cell.text and cell not in held:
                held.append(cell)


def _begin(reading: TableReading, action: Cell, begun: Sequence[Cell], *, has_gap: bool) -> None:
    """Takes the action of a row: its cell goes on from the row above, or a new one begins."""
    last = reading.strips[-1] if reading.strips else None
    if last and (last.cell.row, last.cell.column) == (action.row, action.column):
        if begun:
            reading.current = last.named = _together(last.named, reading.standard.named(_lines(begun)))
        return
    _settle(reading, is_own=bool(begun))
    if begun:
        reading.current = reading.standard.named(_lines(begun))
    reading.strips.append(Strip(action, reading.current, has_gap))


def _settle(reading: TableReading, *, is_own: bool) -> None:
    """Rows that named indicators without an action share the action above if the next has its own, and else lead it."""
    if reading.waiting:
        named = reading.standard.named(reading.waiting)
        if is_own and reading.strips:
            said = ", ".join(map(str, named.numbers))
            doubt = f"Indicator {said} has no action of its own in the table: this one is taken for it too."
            shared = replace(named, doubts=(*named.doubts, doubt)) if said else Named()
            reading.current = reading.strips[-1].named = _together(reading.strips[-1].named, shared)
        else:
            reading.current = named
        reading.waiting = []


def _lines(cells: Iterable[Cell]) -> list[Line]:
    return [line for cell in cells for line in cell.lines]


def _together(first: Named, second: Named) -> Named:
    numbers = tuple(sorted({*first.numbers, *second.numbers}))
    return Named(numbers, tuple(dict.fromkeys((*first.doubts, *second.doubts))))


def read_actions(reading: TableReading) -> list[ReadAction]:
    """The actions of all the strips, each with what stands beside it."""
    parts = {(column, at): _beside(reading, column, at) for column, at in _columns(reading)}
    found = []
    turn = 0
    for strip in reading.strips:
        for worded in strip.worded:
            of_action = [(column, parts[column, at][turn]) for column, at in parts]
            found.append(_action(reading, strip, worded, of_action))
            turn += 1
    return found


def _columns(reading: TableReading) -> list[tuple[Column, int]]:
    there = {key for strip in reading.strips for key in strip.beside}
    return sorted(key for key in there if key[0] in [column for column, *_ in PARTS])


def _beside(reading: TableReading, column: Column, at: int) -> list[Beside]:
    """What stands beside each action of the table in one of its columns, in order."""
    _, named, entries_of, goes_on = next(part for part in PARTS if part[0] == column)
    found: list[Beside] = []
    for strips, cells in _bands(reading.strips, (column, at)):
        starts = [strip.cell.row * FAR + worded.at for strip in strips for worded in strip.worded]
        found += pair(starts, entries_of(cells, len(starts)), named=named, goes_on=goes_on) if starts else []
    return found


def _bands(strips: Sequence[Strip], key: tuple[Column, int]) -> list[tuple[list[Strip], list[Cell]]]:
    """Strips in runs that share a cell of a column, with all the cells of that column beside them."""
    bands: list[tuple[list[Strip], list[Cell]]] = []
    for strip in strips:
        cells = strip.beside.get(key, [])
        if bands and cells and bands[-1][1][-1:] == cells[:1]:
            bands[-1][0].append(strip)
            bands[-1][1].extend(cells[1:])
        else:
            bands.append(([strip], list(cells)))
    return bands


def _action(reading: TableReading, strip: Strip, worded: Worded, beside: Sequence[tuple[Column, Beside]]) -> ReadAction:
    doubts = [Doubt("wording", worded.doubt)] if worded.doubt else []
    doubts += [Doubt("indicators", words) for words in strip.named.doubts]
    texts = {
        column: "\n".join(each.text for kind, each in beside if kind == column and each.text) for column, *_ in PARTS
    }
    for column, each in beside:
        if each.doubt:
            doubts.append(Doubt(_about(column), each.doubt, each.choices))
    status, unsure = read_status(texts[Column.STATUS])
    if unsure:
        doubts.append(Doubt("status", doubt_of(texts[Column.STATUS], status)))
    return ReadAction(
        wording=worded.words,
        numbers=strip.named.numbers,
        timescale=" ".join(texts[Column.TIMESCALE].split()),
        lead=texts[Column.LEAD],
        support=texts[Column.SUPPORT],
        status=status,
        place=f"{reading.grid.name}, row {strip.cell.row + 1}",
        doubts=tuple(doubts),
    )


def _about(column: Column) -> str:
    return "lead" if column == Column.SUPPORT else str(column.value)
