"""The plan of Kingston, carried forward and taken back."""

from accounts.models import Organisation, User
from actions.models import Action
from actions.services import uncarrying
from tests.actions.carrying.carrying import JULY
from tests.factories import make_carrying


def test_kingston_is_carried_forward_whole_and_undone_whole(kingston: Organisation, person: User) -> None:
    plan = kingston.plans.get()
    actions = list(plan.actions.prefetch_related("indicators", "leaderships__lead"))
    before = [(each.wording, each.status, each.deadlines.count()) for each in actions]

    made = make_carrying(plan, *actions, at=JULY)

    new = list(Action.objects.filter(plan__year=2022).prefetch_related("indicators", "deadlines"))
    assert [each.wording for each in new] == [each.wording for each in actions]
    assert [each.place for each in new] == list(range(1, 23))
    for was, each in zip(actions, new, strict=True):
        assert [row.number for row in each.indicators.all()] == [row.number for row in was.indicators.all()]
        assert [row.first_due_on for row in each.deadlines.all()] == [row.first_due_on for row in was.deadlines.all()]
        assert (each.timescale, each.repeat, each.ongoing) == (was.timescale, was.repeat, was.ongoing)
    assert set(plan.actions.values_list("status", flat=True)) == {"closed"}

    uncarrying.undo(carrying=made, by=person, at=JULY)

    found = [(each.wording, each.status, each.deadlines.count()) for each in plan.actions.all()]
    assert found == before
    assert kingston.plans.get() == plan
