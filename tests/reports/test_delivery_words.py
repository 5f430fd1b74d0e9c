"""What is said of delivery beside an indicator: a table of what was done and how the figure moved."""

from datetime import date

import pytest

from indicators.changes import Change
from indicators.definitions import Definition, Shape
from indicators.positions import Direction, Position
from reports.delivery_words import (
    BETTER,
    VERDICTS,
    WORSE,
    Done,
    Move,
    Tally,
    Years,
    actions_in_words,
    in_short,
    late_in_words,
    move_in_words,
    move_of,
    others_in_words,
    plans_in_words,
    too_late,
    total_in_words,
    verdict,
    years_compared,
)

YEARS = Years(2021, 2022, date(2021, 3, 31), date(2022, 3, 31), is_survey=False)
PLAN = "the 2021 plan"
CLAIMS = ("because of the action", "thanks to", "caused", "worked", "led to", "as a result", "progress", "success")


def definition(shape: Shape) -> Definition:
    return Definition(shape=shape, better="parity", above="", below="", breaks=frozenset())


# ---- what was done -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(), "No action of the 2021 plan is for this indicator."),
        (Tally(1), "The one action of the 2021 plan is not delivered."),
        (Tally(1, 1), "The one action of the 2021 plan is delivered."),
        (Tally(2, 2), "Both actions of the 2021 plan are delivered."),
        (Tally(7, 7), "All 7 actions of the 2021 plan are delivered."),
        (Tally(7, 0), "None of the 7 actions of the 2021 plan is delivered."),
        (Tally(7, 1), "1 of 7 actions of the 2021 plan is delivered."),
        (Tally(7, 2), "2 of 7 actions of the 2021 plan are delivered."),
    ],
)
def test_how_many_are_delivered(tally: Tally, said: str) -> None:
    assert actions_in_words(tally, PLAN) == said


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(7, 2), ""),
        (Tally(7, 2, overdue=1), "1 is overdue."),
        (Tally(7, 2, overdue=1, waiting=2), "2 wait to be confirmed and 1 is overdue."),
        (Tally(7, 2, closed=1), "1 was closed without being complete."),
        (Tally(7, 2, overdue=2, closed=3), "2 are overdue and 3 were closed without being complete."),
        (
            Tally(7, 1, overdue=2, closed=1, onwards=3),
            "2 are overdue, 1 was closed without being complete and 3 go on in a later plan.",
        ),
    ],
)
def test_what_became_of_the_others(tally: Tally, said: str) -> None:
    assert others_in_words(tally) == said


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(7, 7), ""),
        (Tally(7, 7, late=1), "1 of them was delivered after these figures were taken, and cannot show in them."),
        (Tally(7, 7, late=3), "3 of them were delivered after these figures were taken, and cannot show in them."),
        (Tally(7, 3, late=3), "They were delivered after these figures were taken, and cannot show in them."),
        (Tally(7, 1, late=1), "That was delivered after these figures were taken, and cannot show in them."),
    ],
)
def test_what_came_too_late_to_show(tally: Tally, said: str) -> None:
    assert late_in_words(tally) == said


@pytest.mark.parametrize(
    ("tally", "done"),
    [
        (Tally(), Done.NOTHING_PLANNED),
        (Tally(7), Done.NONE),
        (Tally(7, 2), Done.SOME),
        (Tally(7, 7), Done.ALL),
        (Tally(7, 7, late=1), Done.SOME),
        (Tally(7, 7, late=7), Done.NONE),
        (Tally(7, 5, closed=2), Done.SOME),
    ],
)
def test_how_much_was_done_when_the_figures_were_taken(tally: Tally, done: Done) -> None:
    assert tally.done is done


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((2021,), "the 2021 plan"),
        ((2020, 2021), "the 2020 and 2021 plans"),
        ((2019, 2020, 2021), "the 2019, 2020 and 2021 plans"),
    ],
)
def test_the_plans_are_named(years: tuple[int, ...], said: str) -> None:
    assert plans_in_words(years) == said


# ---- how the figure moved ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "change", "direction", "move"),
    [
        (Shape.RATIO, Change.IMPROVED, Direction.CLOSER, Move.IMPROVED),
        (Shape.RATIO, Change.WORSENED, Direction.FURTHER, Move.WORSENED),
        (Shape.RATIO, Change.NO_CLEAR_CHANGE, Direction.CLOSER, Move.NO_CLEAR_CHANGE),
        (Shape.RATIO, Change.CANNOT_BE_TESTED, Direction.CLOSER, Move.UNTESTED),
        (Shape.RATIO, Change.CANNOT_BE_TESTED, Direction.FURTHER, Move.UNTESTED),
        (Shape.RATIO, Change.NOT_COMPARABLE, Direction.NONE, Move.BREAK),
        (Shape.PERCENT_PAIR, Change.WIDER_GAP, Direction.DOWN, Move.WIDER_GAP),
        (Shape.PERCENT_PAIR, Change.CANNOT_BE_TESTED, Direction.DOWN, Move.UNTESTED),
        (Shape.DIFFERENCE, Change.CANNOT_BE_TESTED, Direction.CLOSER, Move.CLOSER),
        (Shape.DIFFERENCE, Change.CANNOT_BE_TESTED, Direction.FURTHER, Move.FURTHER),
        (Shape.DIFFERENCE, Change.CANNOT_BE_TESTED, Direction.SAME, Move.SAME),
        (Shape.DIFFERENCE, Change.CANNOT_BE_TESTED, Direction.UP, Move.UNPLACED),
        (Shape.DIFFERENCE, Change.NOT_COMPARABLE, Direction.NONE, Move.BREAK),
        (Shape.DISTRIBUTION, Change.CANNOT_BE_TESTED, Direction.FURTHER, Move.FURTHER),
    ],
)
def test_a_move_has_a_name_only_where_that_may_be_said(
    shape: Shape, change: Change, direction: Direction, move: Move
) -> None:
    position = Position("Moved", direction=direction, change=change)

    assert move_of(definition(shape), position, has_score=True, had_score=True) is move


@pytest.mark.parametrize(
    ("has_score", "had_score", "move"),
    [(False, True, Move.NO_SCORE), (True, False, Move.NO_SCORE_BEFORE), (False, False, Move.NO_SCORE)],
)
def test_a_missing_figure_is_no_move(has_score: bool, had_score: bool, move: Move) -> None:
    position = Position("No score", change=Change.CANNOT_BE_TESTED)

    assert move_of(definition(Shape.RATIO), position, has_score=has_score, had_score=had_score) is move


@pytest.mark.parametrize("has_score", [True, False])
def test_a_break_is_said_also_where_the_year_before_has_no_figure(has_score: bool) -> None:
    position = Position("Not comparable", change=Change.NOT_COMPARABLE)

    found = move_of(definition(Shape.RATIO), position, has_score=has_score, had_score=False)

    assert found is (Move.BREAK if has_score else Move.NO_SCORE)


def test_no_clear_change_says_that_chance_explains_it() -> None:
    position = Position("No clear change since 2021: 34.3%, now 36.2%", change=Change.NO_CLEAR_CHANGE)

    said = move_in_words(position, Move.NO_CLEAR_CHANGE)

    assert said == "No clear change since 2021: 34.3%, now 36.2%, which chance alone can explain."


@pytest.mark.parametrize(
    ("shape", "before", "now"),
    [
        (Shape.RATIO, date(2021, 3, 31), date(2022, 3, 31)),
        (Shape.DIFFERENCE, date(2021, 3, 31), date(2022, 3, 31)),
        (Shape.PERCENT_PAIR, date(2020, 10, 1), date(2021, 10, 1)),
    ],
)
def test_a_survey_answers_for_the_autumn_before_its_year(shape: Shape, before: date, now: date) -> None:
    years = years_compared(definition(shape), 2022)

    assert (years.taken_before, years.taken) == (before, now)
    assert ("autumn 2021" in years.said) is (shape is Shape.PERCENT_PAIR)


# ---- what may be said of both --------------------------------------------------------------------


def test_there_is_something_to_say_of_every_case() -> None:
    assert set(VERDICTS) == {(done, move) for done in Done for move in Move}


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("done", list(Done))
def test_nothing_is_claimed_that_is_not_known(done: Done, move: Move) -> None:
    said = VERDICTS[done, move].lower()

    assert not [claim for claim in CLAIMS if claim in said]


@pytest.mark.parametrize("move", BETTER)
def test_an_improvement_is_never_put_down_to_the_actions(move: Move) -> None:
    assert "does not show that the actions were the reason" in VERDICTS[Done.ALL, move]
    assert "do not put it down to the plan alone" in VERDICTS[Done.SOME, move]
    assert "look for another reason" in VERDICTS[Done.NONE, move]
    assert "no action of ours can be the reason" in VERDICTS[Done.NOTHING_PLANNED, move]


@pytest.mark.parametrize("move", [*WORSE, Move.NO_CLEAR_CHANGE, Move.SAME])
def test_where_it_did_not_improve_the_plan_is_asked_about_as_far_as_it_was_done(move: Move) -> None:
    assert "whether other actions are needed" in VERDICTS[Done.ALL, move]
    assert "says little about the actions" in VERDICTS[Done.SOME, move]
    assert "says nothing about the actions" in VERDICTS[Done.NONE, move]


@pytest.mark.parametrize(
    ("move", "said"),
    [
        (Move.UNTESTED, "more than chance is not known"),
        (Move.UNPLACED, "closer to the workforce is not known"),
        (Move.NO_SCORE, "Without a figure for 2022"),
        (Move.NO_SCORE_BEFORE, "Without a figure for 2021 to compare with"),
        (Move.BREAK, "cannot be compared"),
    ],
)
@pytest.mark.parametrize("tally", [Tally(7, 7), Tally(7, 2), Tally(7)])
def test_where_nothing_can_be_compared_nothing_is_said_of_the_actions(tally: Tally, move: Move, said: str) -> None:
    assert said in verdict(tally, move, YEARS)


@pytest.mark.parametrize(
    ("years", "number", "said"),
    [
        ((2021,), 7, "The 7 actions of the 2021 plan began after these figures were taken, so they cannot show yet."),
        ((2021,), 1, "The action of the 2021 plan began after these figures were taken, so it cannot show yet."),
        (
            (2021, 2022),
            9,
            "The 9 actions of the 2021 and 2022 plans began after these figures were taken, so they cannot show yet.",
        ),
    ],
)
def test_a_plan_that_began_later_cannot_show_yet(years: tuple[int, ...], number: int, said: str) -> None:
    assert too_late(years, number) == said


@pytest.mark.parametrize(
    ("tally", "move", "said"),
    [
        (Tally(7, 7), Move.NO_CLEAR_CHANGE, "All 7 actions of the 2021 plan are delivered, and no change shows."),
        (Tally(7, 7), Move.WORSENED, "All 7 actions of the 2021 plan are delivered, and it did not get better."),
        (Tally(7, 7), Move.WIDER_GAP, "All 7 actions of the 2021 plan are delivered, and it did not get better."),
        (Tally(7, 7), Move.FURTHER, "All 7 actions of the 2021 plan are delivered, and it did not get better."),
        (Tally(7, 7), Move.IMPROVED, "All 7 actions of the 2021 plan are delivered."),
        (Tally(7, 7), Move.UNTESTED, "All 7 actions of the 2021 plan are delivered."),
        (Tally(7, 2), Move.NO_CLEAR_CHANGE, "2 of 7 actions of the 2021 plan are delivered."),
        (Tally(7, 7, late=7), Move.NO_CLEAR_CHANGE, "All 7 actions of the 2021 plan are delivered."),
    ],
)
def test_in_short(tally: Tally, move: Move, said: str) -> None:
    assert in_short(tally, move, PLAN) == said


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (Tally(), ""),
        (Tally(1), "There is 1 action, and it is not delivered."),
        (Tally(1, 1), "There is 1 action, and it is delivered."),
        (Tally(22), "Of 22 actions in all, none is delivered. One that is for several indicators counts once."),
        (Tally(1, waiting=1), "There is 1 action, and it waits to be confirmed."),
        (
            Tally(22, 7, waiting=1),
            "Of 22 actions in all, 7 are delivered and 1 waits to be confirmed. "
            "One that is for several indicators counts once.",
        ),
        (Tally(22, 7), "Of 22 actions in all, 7 are delivered. One that is for several indicators counts once."),
    ],
)
def test_the_total(total: Tally, said: str) -> None:
    assert total_in_words(total) == said
