"""What the tests of carrying forward do over and over: as a service, and through its pages."""

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from actions.lead_words import LeadWords
from actions.models import Action, Carrying, Deadline, Plan, Revision, Update
from actions.services import carrying
from actions.services.carrying import Ending, Next
from tests.factories import make_user

NOBODY = LeadWords((), (), ())
JULY = datetime(2022, 7, 4, 9, 0, tzinfo=UTC)
DUE = date(2022, 9, 30)


def as_it_is(action: Action, *merged: Action, **fields: Any) -> Next:
    given: dict[str, Any] = {
        "origins": (action, *merged),
        "wording": action.wording,
        "indicators": list(action.indicators.all()),
        "leads": NOBODY,
        "timescale": action.timescale,
    }
    return Next(**(given | fields))


def carry(plan: Plan, *going_on: Next, ending: tuple[Ending, ...] = (), **fields: Any) -> Carrying:
    actions = {each.pk: each for one in going_on for each in one.origins} | {
        one.action.pk: one.action for one in ending
    }
    given: dict[str, Any] = {
        "origin": plan,
        "year": 2022,
        "starts_on": date(2022, 10, 1),
        "going_on": going_on,
        "ending": ending,
        "versions": {pk: action.version for pk, action in actions.items()},
        "at": JULY,
    }
    return carrying.carry_forward(**(given | {"by": fields.pop("by", None) or make_user()} | fields))


def slip(deadline: Deadline, to: date, by: User) -> None:
    Revision.objects.create(
        deadline=deadline, moved_from=deadline.due_on, moved_to=to, reason="Late.", made_by=by, made_at=JULY
    )
    deadline.due_on = to
    deadline.save()


def the_new(plan: Plan) -> Action:
    return Action.objects.get(plan__organisation=plan.organisation, plan__year=2022)


def counts() -> list[int]:
    return [model.objects.count() for model in (Plan, Action, Carrying, Update, Deadline)]


def address(name: str, row: Plan | Action | Carrying) -> str:
    owner = {Plan: lambda: row, Action: lambda: row.plan, Carrying: lambda: row.origin}[type(row)]()
    return reverse(f"actions:{name}", args=[owner.organisation.ods_code, row.pk])


def check_page(plan: Plan, chosen: dict[Action, str]) -> str:
    asked = urlencode({f"choice-{action.pk}": choice for action, choice in chosen.items()})
    return f"{address('carry_check', plan)}?{asked}"


def name(action: Action, field: str) -> str:
    return f"action-{action.pk}-{field}"
