"""Whose actions count for an indicator, when, and what the pages say of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation, Role, User
from actions.models import Action, Plan
from indicators.tables import score_table
from reports.delivery import Delivery, deliveries
from reports.delivery_words import Move, Tally
from tests.factories import (
    make_action,
    make_carrying,
    make_organisation,
    make_plan,
    make_standard,
    make_update,
    make_user,
)
from tests.indicators.records import record, record_typed
from tests.indicators.years import counts, pair

FAR = counts(2, {"base": (1200, 800, 0), "count": (240, 100, 0)})
EVEN = counts(2, {"base": (1000, 1000, 0), "count": (500, 500, 0)})
ON = date(2022, 6, 1)


@pytest.fixture
def trust(db: None) -> Organisation:
    return make_organisation(ods_code="RXY")


@pytest.fixture
def plan(trust: Organisation) -> Plan:
    """From October 2021, so in force when the figures of March 2022 were taken."""
    return make_plan(trust, year=2021, starts_on=date(2021, 10, 1))


def found(trust: Organisation) -> dict[int, Delivery]:
    return dict(deliveries(trust, "WRES", score_table(trust).rows, on=ON).by_number)


def total(trust: Organisation) -> Tally:
    return deliveries(trust, "WRES", score_table(trust).rows, on=ON).total


def deliver(action: Action, on: date = date(2022, 2, 1)) -> None:
    make_update(action, by=make_user(), on=on, status="complete", progress="Done.")


def shortlisting(trust: Organisation, before: dict[str, str] = FAR, now: dict[str, str] = EVEN) -> None:
    record_typed(trust, 2021, before)
    record_typed(trust, 2022, now)


# ---- how it is put together ------------------------------------------------------------------------


def test_all_delivered_and_no_clear_change(trust: Organisation, plan: Plan) -> None:
    shortlisting(trust, FAR, FAR | counts(2, {"base": (1200, 800, 0), "count": (240, 105, 0)}))
    for _ in range(7):
        deliver(make_action(plan))

    assert found(trust)[2].sentences == (
        "All 7 actions of the 2021 plan are delivered.",
        "No clear change since 2021: 1.60, now 1.52, which chance alone can explain.",
        "What was planned was done. Ask whether it needs longer, or whether other actions are needed.",
    )
    assert found(trust)[2].short == "All 7 actions of the 2021 plan are delivered, and no change shows."


def test_improved_and_little_delivered(trust: Organisation, plan: Plan) -> None:
    shortlisting(trust)
    for _ in range(2):
        deliver(make_action(plan))
    make_action(plan, due_on=date(2022, 5, 31))
    make_action(plan, status="closed")

    assert found(trust)[2].sentences == (
        "2 of 4 actions of the 2021 plan are delivered.",
        "1 is overdue and 1 was closed without being complete.",
        "Improved. Closer to parity: 1.60 in 2021, 1.00 in 2022.",
        "Not all that was planned was done by then: do not put it down to the plan alone.",
    )


def test_what_was_delivered_after_the_figures_were_taken_cannot_show_in_them(trust: Organisation, plan: Plan) -> None:
    shortlisting(trust)
    deliver(make_action(plan), on=date(2022, 3, 31))
    deliver(make_action(plan), on=date(2022, 4, 1))

    delivery = found(trust)[2]

    assert (delivery.tally.delivered, delivery.tally.late) == (2, 1)
    assert "1 of them was delivered after these figures were taken, and cannot show in them." in delivery.sentences


def test_a_note_on_what_was_complete_already_does_not_make_it_late(trust: Organisation, plan: Plan) -> None:
    shortlisting(trust)
    action = make_action(plan)
    deliver(action, on=date(2022, 2, 1))
    deliver(Action.objects.get(), on=date(2022, 5, 1))

    tally = found(trust)[2].tally

    assert (tally.delivered, tally.late) == (1, 0)


def test_what_waits_to_be_confirmed_is_not_delivered_yet(trust: Organisation, plan: Plan) -> None:
    shortlisting(trust)
    deliver(make_action(plan, is_confirmed=True))
    Action.objects.update(is_confirmed=False)

    assert found(trust)[2].tally == Tally(total=1, waiting=1)


@pytest.mark.parametrize(
    ("before", "now", "move"),
    [
        (FAR, EVEN, Move.IMPROVED),
        (EVEN, FAR, Move.WORSENED),
        (FAR, {"2-published": "1.05"}, Move.UNTESTED),
        (FAR, {"2-missing": "Too few staff."}, Move.NO_SCORE),
        ({"2-missing": "Too few staff."}, FAR, Move.NO_SCORE_BEFORE),
    ],
)
def test_the_move_is_that_of_the_position(
    before: dict[str, str], now: dict[str, str], move: Move, trust: Organisation, plan: Plan
) -> None:
    shortlisting(trust, before, now)
    make_action(plan)

    assert found(trust)[2].move is move


def test_across_a_break_in_the_series_nothing_is_compared(trust: Organisation) -> None:
    make_standard().indicators.filter(number=7).update(breaks=[2021])
    record_typed(trust, 2020, pair(7, "61%", "48%"))
    record_typed(trust, 2021, pair(7, "61%", "58%"))
    make_action(make_plan(trust, year=2019, starts_on=date(2019, 10, 1)), indicators=(7,))

    assert found(trust)[7].move is Move.BREAK


def test_a_wider_gap_is_never_an_improvement(trust: Organisation) -> None:
    record_typed(trust, 2021, pair(5, "40%", "42%", (2000, 2000)))
    record_typed(trust, 2022, pair(5, "20%", "34%", (2000, 2000)))
    deliver(make_action(make_plan(trust, year=2020, starts_on=date(2020, 10, 1)), indicators=(5,)), on=date(2021, 1, 1))

    delivery = found(trust)[5]

    assert delivery.move is Move.WIDER_GAP
    assert delivery.short == "The one action of the 2020 plan is delivered, and it did not get better."


def test_a_move_away_from_parity_is_no_success_of_the_actions(trust: Organisation, plan: Plan) -> None:
    record(trust, 2021, {4: "0.98"})
    record(trust, 2022, {4: "0.76"})
    deliver(make_action(plan, indicators=(4,)))

    said = " ".join(found(trust)[4].sentences)

    assert "Further from parity: 0.98 in 2021, 0.76 in 2022." in said
    assert "improved" not in said.lower()


# ---- whose actions count ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "counts_for_2022"),
    [
        (date(2020, 10, 1), True),
        (date(2021, 10, 1), True),
        (date(2022, 3, 30), True),
        (date(2022, 3, 31), False),
        (date(2022, 10, 1), False),
    ],
)
def test_a_plan_counts_that_was_in_force_between_two_snapshots(
    starts_on: date, counts_for_2022: bool, trust: Organisation
) -> None:
    shortlisting(trust)
    make_action(make_plan(trust, year=starts_on.year, starts_on=starts_on))

    delivery = found(trust)[2]

    assert (delivery.tally.total == 1) is counts_for_2022
    assert ("cannot show yet" in delivery.short) is not counts_for_2022


def test_a_plan_is_in_force_until_the_next_one_starts(trust: Organisation) -> None:
    shortlisting(trust)
    for year in (2018, 2019, 2020, 2021):
        make_action(make_plan(trust, year=year, starts_on=date(year, 10, 1)))

    assert found(trust)[2].sentences[0] == "None of the 2 actions of the 2020 and 2021 plans is delivered."


@pytest.mark.parametrize(("year", "said"), [(2020, "None"), (2021, "cannot show yet")])
def test_a_survey_of_autumn_shows_nothing_of_a_plan_of_that_october(year: int, said: str, trust: Organisation) -> None:
    record_typed(trust, 2021, pair(5, "25%", "30%"))
    record_typed(trust, 2022, pair(5, "25%", "31%"))
    plan = make_plan(trust, year=year, starts_on=date(year, 10, 1))
    for _ in range(3):
        make_action(plan, indicators=(5,))

    assert said in found(trust)[5].sentences[0]


def test_an_action_that_was_carried_forward_counts_where_it_goes_on(trust: Organisation) -> None:
    shortlisting(trust)
    earlier = make_plan(trust, year=2020, starts_on=date(2020, 10, 1))
    make_carrying(earlier, *(make_action(earlier) for _ in range(3)))
    deliver(Action.objects.filter(plan__year=2021)[0])

    assert found(trust)[2].sentences[0] == "1 of 3 actions of the 2020 and 2021 plans is delivered."


def test_one_that_was_delivered_and_goes_on_all_the_same_counts_as_delivered(trust: Organisation) -> None:
    shortlisting(trust)
    earlier = make_plan(trust, year=2020, starts_on=date(2020, 10, 1))
    action = make_action(earlier)
    deliver(action, on=date(2021, 9, 1))
    action.refresh_from_db()
    make_carrying(earlier, action)

    assert found(trust)[2].sentences[0] == "1 of 2 actions of the 2020 and 2021 plans is delivered."


def test_one_that_goes_on_in_a_plan_that_began_later_is_said_to_go_on(trust: Organisation, plan: Plan) -> None:
    shortlisting(trust)
    make_carrying(plan, make_action(plan))

    assert found(trust)[2].sentences[:2] == (
        "The one action of the 2021 plan is not delivered.",
        "1 goes on in a later plan.",
    )
    assert total(trust).total == 1


def test_an_action_for_several_indicators_stands_under_each_and_counts_once(trust: Organisation) -> None:
    plan = make_plan(trust, year=2020, starts_on=date(2020, 10, 1))
    record(trust, 2021, dict.fromkeys((5, 6, 7, 8), "30%") | {2: "1.4"})
    record(trust, 2022, dict.fromkeys((5, 6, 7, 8), "31%") | {2: "1.3"})
    deliver(make_action(plan, indicators=(5, 6, 7, 8)))
    make_action(plan, indicators=(2,))

    assert {number: each.tally.total for number, each in found(trust).items() if each.tally.total} == dict.fromkeys(
        (2, 5, 6, 7, 8), 1
    )
    assert total(trust) == Tally(total=2, delivered=1)


def test_an_indicator_for_which_nothing_was_planned_says_so(trust: Organisation, plan: Plan) -> None:
    shortlisting(trust)
    make_action(plan, indicators=(9,))

    assert found(trust)[2].sentences[0] == "No action of the 2021 plan is for this indicator."
    assert found(trust)[2].sentences[-1].startswith("Nothing was planned for this indicator")


def test_without_a_plan_nothing_is_said(trust: Organisation) -> None:
    shortlisting(trust)

    assert found(trust) == {}
    assert total(trust) == Tally()


def test_plans_of_others_do_not_count(trust: Organisation, plan: Plan) -> None:
    shortlisting(trust)
    make_action(plan)
    deliver(make_action(make_plan(make_organisation(), year=2021)))

    assert found(trust)[2].tally == Tally(total=1)


# ---- the pages -------------------------------------------------------------------------------------


def test_kingstons_actions_began_after_its_figures(
    kingston: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(kingston, Role.COMMITTEE)

    overview, page = client.get("/RAX/").content.decode(), client.get("/RAX/indicators/wres/5/").content.decode()

    late = "The 10 actions of the 2021 plan began after these figures were taken, so they cannot show yet."
    assert "Does it work?" in page
    assert "The survey of autumn 2019 and that of autumn 2020 are compared." in page
    assert late in page
    assert overview.count(late) == 4
    assert "Of 22 actions in all, none is delivered. One that is for several indicators counts once." in overview


def test_the_pages_take_the_same_number_of_queries_for_few_actions_and_for_many(
    trust: Organisation,
    plan: Plan,
    member: Callable[..., User],
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    member(trust)
    shortlisting(trust)

    def queries(actions: int) -> list[int]:
        for _ in range(actions):
            deliver(make_action(plan, indicators=(2, 5, 6), due_on=date(2022, 1, 31)))
        return [count(page) for page in ("/RXY/", "/RXY/indicators/wres/2/")]

    def count(page: str) -> int:
        with django_assert_max_num_queries(60) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    assert queries(2) == queries(20)
