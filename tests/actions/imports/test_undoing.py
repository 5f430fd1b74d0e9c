"""Undoing an import takes away what it brought in, while nothing else has touched it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Organisation
from actions.models import Action, Approval, Deadline, Evidence, Lead, Leadership, Plan, PlanImport
from actions.services.updating import record_update, withdraw_update
from tests.actions.imports.importing import ROW, address, bring, post, the_import, words
from tests.factories import NOW, make_action, make_plan, make_update, make_user


def test_the_page_says_what_undoing_would_remove(brought: Client) -> None:
    page = words(brought.get(address()))

    assert "1 action, and the plan itself, which the import began" in page
    assert "2 leads that nothing else uses: Head of HR; MEGA" in page


def test_undoing_leaves_nothing_of_it(brought: Client) -> None:
    page = post(brought, "undo/")

    assert "The import is undone." in words(page)
    assert not any(model.objects.exists() for model in (Action, Plan, Lead, Deadline, Leadership))
    assert the_import().undone_at is not None
    assert "This import was undone" in words(brought.get(address()))


def test_undoing_keeps_a_plan_that_was_there_and_a_lead_that_is_used(edi_lead: Client, trust: Organisation) -> None:
    plan, other = make_plan(trust, year=2021), make_plan(trust, year=2020)
    bring(edi_lead, ROW)
    post(edi_lead, "confirm/")
    make_action(other, lead=Lead.objects.get(name="Head of HR"))
    Lead.objects.filter(name="MEGA").update(address="mega@trust.example")

    post(edi_lead, "undo/")

    assert Plan.objects.filter(pk=plan.pk).exists()
    assert set(Lead.objects.values_list("name", flat=True)) == {"Head of HR", "MEGA"}
    assert Action.objects.count() == 1


def an_update(action: Action) -> None:
    make_update(action, by=make_user())


def an_edit(action: Action) -> None:
    action.wording = "Train all chairs"
    action.save()


def another_lead(action: Action) -> None:
    action.leaderships.first().delete()  # type: ignore[union-attr]


def a_version(action: Action) -> None:
    Action.objects.filter(pk=action.pk).update(version=2)


def some_evidence(action: Action) -> None:
    Evidence.objects.create(
        action=action, address="https://trust.example/a", title="A", added_by=make_user(), added_at=NOW
    )


def an_approval(action: Action) -> None:
    Approval.objects.create(
        plan=action.plan, body="Board", approved_on=date(2021, 12, 1), recorded_by=make_user(), recorded_at=NOW
    )


TOUCHES = {
    "an update": (an_update, "1 action has an update."),
    "an edit": (an_edit, "1 action was changed."),
    "another lead": (another_lead, "1 action was changed."),
    "a change without history": (a_version, "1 action was changed."),
    "evidence": (some_evidence, "1 action has evidence."),
    "an approval": (an_approval, "The plan was approved."),
}


@pytest.mark.parametrize(("touch", "said"), TOUCHES.values(), ids=TOUCHES)
def test_what_something_else_touched_is_not_undone_and_the_page_says_why(
    brought: Client, touch: Callable[[Action], None], said: str
) -> None:
    touch(Action.objects.get())

    refused = post(brought, "undo/")

    assert refused.status_code == 409
    assert said in words(refused)
    assert "Undo the import" not in words(brought.get(address()))
    assert Action.objects.count() == 1
    assert the_import().undone_at is None


def test_an_update_that_was_taken_back_is_not_in_the_way(brought: Client) -> None:
    by = make_user()
    action = Action.objects.get()
    update = record_update(action=action, version=1, status="complete", at=NOW, by=by, progress="Done.")
    withdraw_update(update=update, at=NOW, by=by)

    asked = words(brought.get(address()))
    page = words(post(brought, "undo/"))

    assert "1 update on them that was undone already" in asked
    assert "The import is undone." in page
    assert not Action.objects.exists()


def test_an_edit_beside_an_update_that_was_taken_back_is_in_the_way(brought: Client) -> None:
    by = make_user()
    update = record_update(action=Action.objects.get(), version=1, status="on_track", at=NOW, by=by)
    withdraw_update(update=update, at=NOW, by=by)
    Action.objects.update(version=4)

    assert "1 action was changed." in words(post(brought, "undo/"))
    assert Action.objects.exists()


def test_an_import_is_undone_once(brought: Client) -> None:
    post(brought, "undo/")

    assert brought.post(address("undo/")).status_code == 409


def test_an_import_that_nobody_confirmed_cannot_be_undone(edi_lead: Client) -> None:
    bring(edi_lead, ROW)

    assert edi_lead.post(address("undo/")).status_code == 409
    assert PlanImport.objects.exists()


def test_after_undoing_it_can_be_brought_in_again(brought: Client, edi_lead: Client) -> None:
    post(brought, "undo/")
    bring(edi_lead, ROW)

    post(edi_lead, "confirm/")

    assert Action.objects.count() == 1


def test_an_action_removed_by_somebody_is_not_missed_by_undoing_the_rest(edi_lead: Client, trust: Organisation) -> None:
    bring(edi_lead, ROW, ["3", "Ask the network", "May 2022", "HR"])
    post(edi_lead, "confirm/")
    Action.objects.earliest("place").delete()

    post(edi_lead, "undo/")

    assert not Action.objects.exists()
