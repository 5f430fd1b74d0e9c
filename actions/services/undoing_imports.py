"""Takes an import back as a whole, as long as nothing else has touched what it brought in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, ProtectedError, Q, QuerySet

from actions.models import Action, Evidence, Lead, Leadership, Plan, PlanImport, Reminder, Revision, Update
from actions.models.actions import INDICATORS_BEFORE
from actions.services.meanwhile import TouchedError

# What an import gives an action, all of which is as it was where nothing came of it; its place is not, because
# an action that goes lets those below it move up.
PARTS = (
    "wording",
    "status",
    "timescale",
    "repeat",
    "ongoing",
    "is_set_by_hand",
    "dated_by",
    "repeats_from",
    "repeats_until",
    "doubts",
    "unchecked",
    "is_confirmed",
)


@dataclass(frozen=True)
class Removal:
    """What undoing would take away, and why it cannot be; `taken_back` are updates that their authors took back."""

    actions: int
    taken_back: int
    leads: tuple[str, ...]
    the_plan: bool
    reasons: tuple[str, ...]


def removal_of(found: PlanImport) -> Removal:
    """What undoing an import would remove now."""
    return Removal(
        actions=actions_of(found).count(),
        taken_back=Update.objects.filter(action__in=actions_of(found)).exclude(withdrawn_at=None).count(),
        leads=tuple(lead.name for lead in leads_alone(found)),
        the_plan=_is_plan_alone(found),
        reasons=tuple(reasons(found)),
    )


@transaction.atomic
def undo_import(*, found: PlanImport, at: datetime) -> None:
    """Removes the actions, the leads that nothing else uses, and the plan if the import made it and it is empty then.

    Raises TouchedError, and removes nothing, where something else was done to them since.
    """
    locked = PlanImport.objects.select_for_update().get(pk=found.pk)
    if locked.confirmed_at is None or locked.undone_at is not None or locked.plan is None:
        raise TouchedError("This import was undone already, or its plan is gone.")
    plan = Plan.objects.select_for_update().get(pk=locked.plan.pk)
    list(actions_of(locked).select_for_update())  # so that nobody reports on one at this moment
    if why := list(reasons(locked)):
        raise TouchedError(" ".join(why))
    leads, takes_plan = [lead.pk for lead in leads_alone(locked)], _is_plan_alone(locked)
    for action in actions_of(locked):
        action.delete()
    for lead in Lead.objects.filter(pk__in=leads):
        lead.delete()
    if takes_plan and deleted(plan):
        locked.plan = None
    locked.undone_at = at
    locked.save()


def deleted(plan: Plan) -> bool:
    """False where a paper or a report was begun on the plan: then it stays, empty."""
    try:
        with transaction.atomic():
            plan.delete()
    except ProtectedError:
        return False
    return True


def actions_of(found: PlanImport) -> "QuerySet[Action]":
    return Action.objects.filter(imported_in=found).order_by("place", "pk")


def reasons(found: PlanImport) -> Iterator[str]:
    """What else was done since, each as a sentence; none where the import can be undone."""
    mine = actions_of(found)
    of_mine = Q(action__in=mine)
    evidence = Evidence.objects.filter(of_mine)
    counted = (
        (Update.objects.standing().filter(of_mine), "has an update", "have an update"),
        (evidence.kept(), "has evidence", "have evidence"),
        (
            evidence.exclude(removed_at=None),
            "had evidence, which stays on record",
            "had evidence, which stays on record",
        ),
        (Revision.objects.filter(deadline__action__in=mine), "has a moved deadline", "have a moved deadline"),
        (Reminder.objects.filter(of_mine), "was in a reminder", "were in a reminder"),
    )
    for rows, one, several in counted:
        field = "deadline__action" if rows.model is Revision else "action"
        if number := rows.values(field).distinct().order_by().count():
            yield f"{number} action{'s' if number > 1 else ''} {several if number > 1 else one}."
    if number := len(_changed(mine)):
        yield f"{number} action{'s were' if number > 1 else ' was'} changed."
    if number := mine.filter(Q(carried_to__isnull=False) | Q(carried_from__isnull=False)).distinct().count():
        yield f"{number} action{'s are' if number > 1 else ' is'} part of a plan carried forward."
    if found.plan and found.plan.approvals.exists():
        yield "The plan was approved."


def _changed(mine: "QuerySet[Action]") -> set[int]:
    """The actions that are not as they were brought in: in themselves, in their leads or in whom they are for.

    An update that was taken back is no change: it moved the version on twice, and left the rest as it was.
    """
    first: dict[int, tuple[Any, ...]] = {}
    changed: set[int] = set()
    rows = Action.history.filter(id__in=mine.values("pk")).order_by("history_id")
    for pk, reason, *parts in rows.values_list("id", "history_change_reason", *PARTS):
        if (reason or "").startswith(INDICATORS_BEFORE):
            changed.add(pk)
        first.setdefault(pk, tuple(parts))
    now = {pk: tuple(parts) for pk, *parts in mine.values_list("pk", *PARTS)}
    leads = Leadership.history.filter(action_id__in=mine.values("pk")).exclude(history_type="+")
    moved = mine.annotate(taken_back=Count("updates", filter=~Q(updates__withdrawn_at=None)))
    by_hand = moved.filter(version__gt=1 + 2 * F("taken_back")).values_list("pk", flat=True)
    differing = {pk for pk, parts in now.items() if pk in first and parts != first[pk]}
    return changed | differing | {*by_hand, *leads.values_list("action_id", flat=True)}


def leads_alone(found: PlanImport) -> "QuerySet[Lead]":
    """The leads that the import made, that nothing else uses and that nobody has said more of."""
    others = Leadership.objects.exclude(action__imported_in=found).values("lead")
    made = Lead.objects.filter(pk__in=found.leads_made, organisation=found.organisation_id, holder="", address="")
    return made.exclude(pk__in=others).filter(spellings=None, links=None).order_by("name", "pk")


def _is_plan_alone(found: PlanImport) -> bool:
    """Whether the import made the plan, and nothing else is in it."""
    if not found.made_the_plan or found.plan is None:
        return False
    others = Action.objects.filter(plan=found.plan).exclude(imported_in=found)
    return not others.exists() and not found.plan.approvals.exists() and not found.plan.areas_of_focus
