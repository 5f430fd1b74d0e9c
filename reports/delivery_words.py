"""Says what was done for an indicator beside how the indicator moved, and never that one came from the other.

Nothing here knows why a figure moved. So every sentence keeps to what can be known: what was delivered, whether the
move is more than chance, and whether what was delivered could show in these figures at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indicators.changes import Change
from indicators.definitions import Definition, Shape
from indicators.positions import Direction, Position

# A board or a workforce is everybody and no sample: how it moved is known, and nothing is said of chance.
WHOLE = (Shape.DIFFERENCE, Shape.DISTRIBUTION)
ASKED = (Shape.PERCENT_PAIR, Shape.SCORE_PAIR, Shape.PERCENT)


class Move(StrEnum):
    """How an indicator moved between two years, as far as that may be said."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    WIDER_GAP = "better, but the gap is wider"
    NO_CLEAR_CHANGE = "no clear change"
    CLOSER = "closer"
    FURTHER = "further away"
    SAME = "the same"
    UNTESTED = "cannot be tested"
    UNPLACED = "cannot be held against the workforce"
    NO_SCORE = "no score"
    NO_SCORE_BEFORE = "no score before"
    BREAK = "a break in the series"


class Done(StrEnum):
    """How much of what was planned was delivered before the later figures were taken."""

    ALL = "all"
    SOME = "some"
    NONE = "none"
    NOTHING_PLANNED = "nothing planned"


@dataclass(frozen=True)
class Tally:
    """Actions for one indicator. `late` are those delivered after the figures were taken; `onwards` go on elsewhere.

    Those `waiting` for a second person to confirm that they are complete are not delivered yet.
    """

    total: int = 0
    delivered: int = 0
    late: int = 0
    closed: int = 0
    overdue: int = 0
    onwards: int = 0
    waiting: int = 0

    @property
    def done(self) -> Done:
        in_time = self.delivered - self.late
        if not self.total:
            return Done.NOTHING_PLANNED
        return Done.ALL if in_time == self.total else Done.SOME if in_time else Done.NONE


@dataclass(frozen=True)
class Years:
    """The two years that are compared, and the days on which their figures were taken."""

    before: int
    now: int
    taken_before: date
    taken: date
    is_survey: bool

    @property
    def said(self) -> str:
        if self.is_survey:
            return f"The survey of autumn {self.taken_before.year} and that of autumn {self.taken.year}"
        return f"The figures of 31 March {self.before} and those of 31 March {self.now}"


def years_compared(definition: Definition, year: int) -> Years:
    """A survey answers for the autumn before its year; everything else for the snapshot on 31 March."""
    if definition.shape in ASKED:
        return Years(year - 1, year, date(year - 2, 10, 1), date(year - 1, 10, 1), is_survey=True)
    return Years(year - 1, year, date(year - 1, 3, 31), date(year, 3, 31), is_survey=False)


MOVES = {
    Change.IMPROVED: Move.IMPROVED,
    Change.WORSENED: Move.WORSENED,
    Change.WIDER_GAP: Move.WIDER_GAP,
    Change.NO_CLEAR_CHANGE: Move.NO_CLEAR_CHANGE,
    Change.NOT_COMPARABLE: Move.BREAK,
}
WHOLE_MOVES = {Direction.CLOSER: Move.CLOSER, Direction.FURTHER: Move.FURTHER, Direction.SAME: Move.SAME}


def move_of(definition: Definition, position: Position, *, has_score: bool, had_score: bool) -> Move:
    """The move that a position tells of. One without a test stays without a name, whichever way the number went."""
    if not has_score:
        return Move.NO_SCORE
    if position.change is Change.NOT_COMPARABLE:
        return Move.BREAK
    if not had_score:
        return Move.NO_SCORE_BEFORE
    if definition.shape in WHOLE:
        return WHOLE_MOVES.get(position.direction, Move.UNPLACED)
    return MOVES.get(position.change, Move.UNTESTED)


# ---- what was done


def plans_in_words(years: Sequence[int]) -> str:
    """'the 2021 plan', 'the 2020 and 2021 plans'."""
    *others, last = map(str, years)
    return f"the {', '.join(others)} and {last} plans" if others else f"the {last} plan"


def actions_in_words(tally: Tally, plans: str) -> str:
    """'2 of 7 actions of the 2021 plan are delivered.'"""
    total, delivered = tally.total, tally.delivered
    if not total:
        return f"No action of {plans} is for this indicator."
    if total == 1:
        return f"The one action of {plans} is {'' if delivered else 'not '}delivered."
    if delivered == total:
        return f"{'Both' if total == 2 else f'All {total}'} actions of {plans} are delivered."
    if not delivered:
        return f"None of the {total} actions of {plans} is delivered."
    return f"{delivered} of {total} actions of {plans} {'is' if delivered == 1 else 'are'} delivered."


def others_in_words(tally: Tally) -> str:
    """Those that wait to be confirmed, are overdue, closed, or go on in the next plan; '' where there are none."""
    said = [
        f"{number} {one if number == 1 else many}"
        for number, one, many in (
            (tally.waiting, "waits to be confirmed", "wait to be confirmed"),
            (tally.overdue, "is overdue", "are overdue"),
            (tally.closed, "was closed without being complete", "were closed without being complete"),
            (tally.onwards, "goes on in a later plan", "go on in a later plan"),
        )
        if number
    ]
    *others, last = said or [""]
    return f"{', '.join(others)} and {last}." if others else f"{last}." if last else ""


def late_in_words(tally: Tally) -> str:
    """What was delivered too late to show in these figures."""
    if not tally.late:
        return ""
    if tally.late == tally.delivered:
        was = "That was" if tally.late == 1 else "They were"
        return f"{was} delivered after these figures were taken, and cannot show in them."
    was = "was" if tally.late == 1 else "were"
    return f"{tally.late} of them {was} delivered after these figures were taken, and cannot show in them."


# ---- what may be said of both

NOT_SHOWN_WHY = "That both happened does not show that the actions were the reason."
RIGHT_ACTIONS = "What was planned was done. Ask whether it needs longer, or whether other actions are needed."
LITTLE = "Not all that was planned was done by then, so this says little about the actions."
NOTHING = "None of what was planned was done by then, so this says nothing about the actions."
NOT_PLANNED = "Nothing was planned for this indicator, so no action of ours can be the reason."
UNTESTED = "Whether this is more than chance is not known, so nothing can be said of what the actions did."
UNPLACED = "Whether this is closer to the workforce is not known, so nothing can be said of what the actions did."
NO_SCORE = "Without a figure for {now} nothing can be said of what the actions did."
NO_SCORE_BEFORE = "Without a figure for {before} to compare with, nothing can be said of what the actions did."
BREAK = "The two years cannot be compared, so nothing can be said of what the actions did."

NOT_ALL = "Not all that was planned was done by then: do not put it down to the plan alone."
NONE_OF_IT = "None of what was planned was done by then: look for another reason."

BETTER = (Move.IMPROVED, Move.CLOSER)
WORSE = (Move.WORSENED, Move.WIDER_GAP, Move.FURTHER)
NO_CHANGE = (Move.NO_CLEAR_CHANGE, Move.SAME)
UNCOMPARED = {
    Move.UNTESTED: UNTESTED,
    Move.UNPLACED: UNPLACED,
    Move.NO_SCORE: NO_SCORE,
    Move.NO_SCORE_BEFORE: NO_SCORE_BEFORE,
    Move.BREAK: BREAK,
}

# (how much was done, how it moved) -> what may be said, and nothing beyond that.
VERDICTS: dict[tuple[Done, Move], str] = {
    **{(Done.ALL, move): NOT_SHOWN_WHY for move in BETTER},
    **{(Done.SOME, move): NOT_ALL for move in BETTER},
    **{(Done.NONE, move): NONE_OF_IT for move in BETTER},
    **{(Done.ALL, move): RIGHT_ACTIONS for move in (*WORSE, *NO_CHANGE)},
    **{(Done.SOME, move): LITTLE for move in (*WORSE, *NO_CHANGE)},
    **{(Done.NONE, move): NOTHING for move in (*WORSE, *NO_CHANGE)},
    **{(Done.NOTHING_PLANNED, move): NOT_PLANNED for move in (*BETTER, *WORSE)},
    **{(Done.NOTHING_PLANNED, move): "" for move in NO_CHANGE},
    **{(done, move): said for done in (Done.ALL, Done.SOME, Done.NONE) for move, said in UNCOMPARED.items()},
    **{(Done.NOTHING_PLANNED, move): "" for move in UNCOMPARED},
}


def move_in_words(position: Position, move: Move) -> str:
    """The headline of the position, and for no clear change why it is none."""
    chance = ", which chance alone can explain" if move is Move.NO_CLEAR_CHANGE else ""
    return f"{position.headline}{chance}."


def verdict(tally: Tally, move: Move, years: Years) -> str:
    return VERDICTS[tally.done, move].format(before=years.before, now=years.now)


def too_late(years: Sequence[int], number: int) -> str:
    """Of plans that began after the figures were taken."""
    plans = plans_in_words(years)
    one = number == 1
    which = f"The action of {plans}" if one else f"The {number} actions of {plans}"
    return f"{which} began after these figures were taken, so {'it' if one else 'they'} cannot show yet."


SHORT = {
    **dict.fromkeys(NO_CHANGE, ", and no change shows"),
    **dict.fromkeys(WORSE, ", and it did not get better"),
}


def in_short(tally: Tally, move: Move, plans: str) -> str:
    """One line beside the headline: what was delivered, and where all of it was, that no change shows."""
    said = actions_in_words(tally, plans)
    if tally.done is Done.ALL and move in SHORT:
        return f"{said[:-1]}{SHORT[move]}."
    return said


def total_in_words(total: Tally) -> str:
    """Of all that the indicators list, each action once; '' where there is none."""
    if not total.total:
        return ""
    delivered, waiting = total.delivered, total.waiting
    said = f"{delivered} {'is' if delivered == 1 else 'are'} delivered" if delivered else "none is delivered"
    if waiting:
        said += f" and {waiting} {'waits' if waiting == 1 else 'wait'} to be confirmed"
    if total.total == 1:
        return f"There is 1 action, and it {'waits to be confirmed' if waiting else said_of_one(total)}."
    return f"Of {total.total} actions in all, {said}. One that is for several indicators counts once."


def said_of_one(total: Tally) -> str:
    return "is delivered" if total.delivered else "is not delivered"
