"""How the words of a timescale are read, before anything is saved."""

from dataclasses import dataclass
from datetime import date

from actions.models import Action, Plan
from actions.recurrence import Recurrence
from actions.services import deadlines
from actions.timescales import Timescale, read, understood_as

SHOWN = 3  # of the times at which it falls due


@dataclass(frozen=True)
class Reading:
    """What is understood, what is doubtful in it, and of what repeats the first days on which it would be due."""

    understood: Timescale
    said: str
    doubts: list[str]
    falls_on: list[date]


def reading_of(words: str, *, starts_on: date) -> Reading | None:
    """Words of a plan that starts on a day; None where there are no words."""
    if not words.strip():
        return None
    understood = read(words, plan_start=starts_on)
    action = Action(plan=Plan(starts_on=starts_on))
    deadlines.set_timescale(action, printed=words, understood=understood)
    first = deadlines.first_deadline(action, understood)
    falls_on = times_of(action.recurrence, first.due_on) if first and action.recurrence else []
    return Reading(understood, understood_as(understood), action.doubts, falls_on)


def times_of(recurrence: Recurrence, first: date) -> list[date]:
    number = recurrence.number_from(first)
    days = [recurrence.at(number + turn) for turn in range(SHOWN)]
    return [day for day in days if recurrence.within(day)]
