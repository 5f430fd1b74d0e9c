"""What the whole of a printed timescale says: which of its dates counts, how it repeats, and what is doubtful."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from actions.timescales.dates import next_part, point
from actions.timescales.grammar import folded, noted
from actions.timescales.intervals import REPEATS
from actions.timescales.meaning import NOTHING_READ, Repeat, Timescale
from actions.timescales.tokens import Run, Token, tokens_of
from actions.timescales.words import MONTH

DATED = ("point", "range", "start")
YEARLESS = ("part", "season", "month", "day")
RELATIVE = (*YEARLESS, "length", "loose")
MARKS = ("dash", "slash", "comma", "break", "and")
READ = (
    *DATED,
    *RELATIVE,
    *MARKS,
    "noise",
    "review",
    "by",
    "planned",
    "weekday",
    "end",
    "onwards",
    "ongoing",
    "repeat",
    "nodate",
)
LONGEST_QUOTED = 80

NO_YEAR = "has no year: read as {last}, the first after the plan starts"
NEEDS_A_YEAR = "has no year, and the plan has no start that tells it"
NEEDS_A_START = "counts from the plan's start, which is not known"
NO_END = "says when it starts and gives no end: read as first due on {last}"
NOT_THE_ONLY_ONE = "is not the only time named: read as {last}"
MANY_INTERVALS = "More than one interval is named: the first is offered."
MAYBE_THE_END = "The date may be when the repeating ends, not when it is first due."
MAYBE_A_REVIEW = "It is ongoing and has a date, which may be an end or a review."
UNREAD = "Some words were not used, and may change the date: '{}'."
A_STATUS = "'{}' says how far it has got, not when it is due."
NOT_GIVEN = "No timescale is given for this action."
NOTHING = f"{NOTHING_READ} from '{{}}'."


def read(text: str, *, plan_start: date | None = None) -> Timescale:
    """Reads a timescale as printed. A guess or a gap always comes with a doubt; no text raises an error.

    plan_start: the first day of the plan, from which 'within six months' and 'Q3' without a year are counted.
    """
    if not text.strip():
        return Timescale(due=None, repeat=None, ongoing=False, doubts=(NOT_GIVEN,))
    tokens, misspelt = tokens_of(text)
    tokens = folded(tokens)
    due, repeat, ongoing = _due(tokens, plan_start), _repeat(tokens), _is_ongoing(tokens)
    ongoing = ongoing or (repeat is None and due.kind == "start")
    date_found = due.kind != "nodate"
    doubts = [*misspelt, *_doubts(tokens, due)]
    if date_found or repeat or ongoing:
        unread = _unread(tokens, due)
        doubts += [UNREAD.format(_quoted(unread))] if unread else []
    elif not doubts:
        is_status = {token.kind for token in tokens} <= {"past", *MARKS, "noise"} and tokens
        doubts = [(A_STATUS if is_status else NOTHING).format(_quoted(text))]
    until = due.last if date_found and repeat and _is_long(tokens, due) else None
    return Timescale(due.last if date_found else None, repeat, ongoing, tuple(dict.fromkeys(doubts)), until)


def _due(tokens: Run, plan_start: date | None) -> Token:
    """The date that counts: a whole one before one that only starts something, a short time before a long one."""
    dated = [token for token in tokens if token.kind in DATED]
    relative = [token for token in tokens if token.kind in RELATIVE]
    if dated:
        due = max(dated, key=lambda token: (token.kind != "start", -token.months, token.last, token.first))
    elif relative and plan_start:
        due = noted(relative[:1], _from_start(relative.pop(0), plan_start))
    else:
        missing = NEEDS_A_YEAR if relative and relative[0].kind in YEARLESS else NEEDS_A_START
        return noted(
            [replace(token, doubts=()) for token in relative[:1]], Token("nodate", note=missing if relative else "")
        )
    if due.kind == "start" and (due.months > 3 or not _intervals(tokens)):
        due = noted([due], replace(due, note=NO_END))
    if due.kind == "nodate" or all(_agrees(token, due) for token in (*dated, *relative)):
        return due
    return noted([due], replace(due, note=NOT_THE_ONLY_ONE))


def _from_start(part: Token, start: date) -> Token:
    if part.kind in YEARLESS:
        return next_part(part, start, NO_YEAR)
    months, days = divmod(part.number, MONTH)
    month = point(start.year * 12 + start.month - 1 + months)
    if month.kind == "nodate":
        return month
    return replace(month, last=month.first + timedelta(min(start.day, month.last.day) - 1 + days + part.day))


def _agrees(other: Token, due: Token) -> bool:
    if other.kind in ("part", "month", "day"):
        return (due.last.month - other.number) % 12 < other.months and other.day in (0, due.last.day)
    return other.kind in ("loose", "start") or other.first <= due.first <= due.last <= other.last


def _intervals(tokens: Run) -> list[int]:
    return [token.number for token in tokens if token.kind == "repeat"]


def _repeat(tokens: Run) -> Repeat | None:
    return next((REPEATS[number] for number in _intervals(tokens) if number in REPEATS), None)


def _is_ongoing(tokens: Run) -> bool:
    kinds = {token.kind for token in tokens}
    return "ongoing" in kinds or ("onwards" in kinds and _repeat(tokens) is None)


def _is_long(tokens: Run, due: Token) -> bool:
    if due.kind == "start":
        return False
    return due.kind == "range" or due.months > 3 or any(token.kind == "length" for token in tokens)


def _doubts(tokens: Run, due: Token) -> Iterator[str]:
    kinds, intervals = [token.kind for token in tokens], _intervals(tokens)
    for token in tokens:
        if token.kind in ("repeat", "nodate"):
            yield from token.doubts
    yield from due.doubts
    if len(set(intervals)) > 1:
        yield MANY_INTERVALS
    if intervals and due.kind != "start" and (_is_long(tokens, due) or due.kind in kinds[kinds.index("repeat") :]):
        yield MAYBE_THE_END
    if "ongoing" in kinds and due.kind in kinds[kinds.index("ongoing") :]:
        yield MAYBE_A_REVIEW


def _unread(tokens: Run, due: Token) -> str:
    # An event changes what a length of time counts from: 'within six months of publication'.
    read = READ if any(token.kind in ("length", "loose") for token in tokens) else (*READ, "event")
    return " ".join(token.words.strip() for token in tokens if token.kind not in read)


def _quoted(words: str) -> str:
    return words if len(words) <= LONGEST_QUOTED else f"{words[:LONGEST_QUOTED].rstrip()}…"
