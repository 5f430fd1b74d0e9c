"""A plan is carried forward as a whole or not at all."""

import pytest

from actions.models import Action, Carrying, Plan, Update
from actions.services import carrying
from actions.services.carrying import Ending
from actions.services.meanwhile import ChangedMeanwhileError
from tests.actions.carrying.carrying import DUE, as_it_is, carry, counts
from tests.factories import make_action


def test_where_one_action_changed_meanwhile_nothing_is_written(plan: Plan) -> None:
    first, second = make_action(plan, due_on=DUE), make_action(plan)
    Action.objects.filter(pk=second.pk).update(version=5)
    before = counts()

    with pytest.raises(ChangedMeanwhileError) as raised:
        carry(plan, as_it_is(first), as_it_is(second))

    first.refresh_from_db()
    assert raised.value.changed == {second.pk}
    assert counts() == before
    assert (first.status, first.version) == ("not_recorded", 1)


def test_an_action_goes_on_once(plan: Plan) -> None:
    action = make_action(plan)
    carry(plan, as_it_is(action))
    before = counts()

    with pytest.raises(ChangedMeanwhileError):
        carry(plan, as_it_is(Action.objects.get(pk=action.pk)))

    assert counts() == before


def test_where_the_last_one_fails_nothing_is_written(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    actions = [make_action(plan, due_on=DUE) for _ in range(3)]
    before = counts()
    close = carrying.close

    def fail_at_last(one: Ending, made: Carrying) -> Update:
        if one.action == actions[-1]:
            raise RuntimeError
        return close(one, made)

    monkeypatch.setattr(carrying, "close", fail_at_last)
    with pytest.raises(RuntimeError):
        carry(plan, *map(as_it_is, actions))

    assert counts() == before
    assert set(plan.actions.values_list("status", flat=True)) == {"not_recorded"}
