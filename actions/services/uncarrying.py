"""Takes a carrying forward back, while nobody worked on what it made."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from accounts.models import User
from actions.models import Action, CarriedForward, Carrying, Plan, Update
from actions.services import ordering
from actions.services.editing import is_touched
from actions.services.meanwhile import TouchedError, hold, take_action
from actions.services.planning import lock


@transaction.atomic
def undo(*, carrying: Carrying, by: User, at: datetime) -> None:
    """Removes what it made, and opens again what it closed; it stays on record as undone.

    Raises TouchedError, and writes nothing then; also ChangedMeanwhileError, where an action changes at that moment.
    """
    lock(carrying.origin)
    carrying.refresh_from_db()
    if carrying.undone_at is not None:
        return
    lock_all(carrying)
    if worked_on(carrying):
        raise TouchedError(
            "Something was recorded since, so this cannot be undone. Close or change actions one by one."
        )
    for action in made_by(carrying):
        place, plan = action.place, action.plan
        action.delete()
        ordering.close_gap(plan, place)
    for update in carrying.updates.select_related("action"):
        open_again(update, at)
    remove_empty_plan(carrying)
    carrying.undone_by, carrying.undone_at = by, at
    carrying.save()


def lock_all(carrying: Carrying) -> None:
    """Lets nobody report on the actions, or change their order, between the look at them and the undo."""
    if carrying.onto is not None:
        lock(carrying.onto)
    both = CarriedForward.objects.filter(carrying=carrying).values_list("origin", "onto")
    concerned = {pk for pair in both for pk in pair} | set(carrying.updates.values_list("action", flat=True))
    hold(concerned)


def made_by(carrying: Carrying) -> list[Action]:
    """The new actions, the last one first, so that the places of those before it stay."""
    found = Action.objects.filter(carried_from__carrying=carrying).select_related("plan").order_by("-place")
    return list(found.distinct())


def worked_on(carrying: Carrying) -> bool:
    """Whether anything changed since: an edit moves the version, and everything else leaves a row."""
    made = made_by(carrying)
    if any(action.version > 1 or is_touched(action, since=carrying.made_at) for action in made):
        return True
    latest = {
        update.action_id: update
        for update in Update.objects.standing().filter(action__updates__carryings=carrying).order_by("made_at", "pk")
    }
    return any(latest.get(update.action_id) != update for update in carrying.updates.all())


def open_again(update: Update, at: datetime) -> None:
    """The update stays on record as withdrawn, and the action is as it was before."""
    action = update.action
    take_action(action, action.version)
    update.withdrawn_at = at
    update.save()
    action.status = update.status_before
    action.save(update_fields=["status"])


def remove_empty_plan(carrying: Carrying) -> None:
    """The plan goes where carrying forward had made it, and nobody has done anything with it since."""
    plan = carrying.onto
    if plan is None or not carrying.made_the_plan or plan.version > 1:
        return
    if not (plan.actions.exists() or plan.approvals.exists() or plan.imports.exists() or later(plan, carrying)):
        try:
            with transaction.atomic():
                plan.delete()
        except ProtectedError:
            return  # a paper or a report was begun on it: the empty plan stays
        carrying.onto = None


def later(plan: Plan, carrying: Carrying) -> bool:
    return Carrying.objects.standing().filter(onto=plan).exclude(pk=carrying.pk).exists()
