"""What the tests of editing do over and over: find a page and answer its form."""

from typing import Any

from django.urls import reverse

from actions.models import Action, Plan
from indicators.models import Indicator


def address(name: str, row: Plan | Action) -> str:
    organisation = row.organisation if isinstance(row, Plan) else row.plan.organisation
    return reverse(f"actions:{name}", args=[organisation.ods_code, row.pk])


def indicators(plan: Plan, *numbers: int) -> list[int]:
    found = Indicator.objects.filter(standard=plan.standard, number__in=numbers).valid_in(plan.year)
    return list(found.order_by("number").values_list("pk", flat=True))


def answers(plan: Plan, *numbers: int, **fields: Any) -> dict[str, Any]:
    given = {"wording": "Train the panels", "leads": "", "timescale": "", "indicators": indicators(plan, *numbers)}
    return given | fields


def who(action: Action) -> list[tuple[str, str]]:
    return [(each.lead.name, each.kind) for each in action.leaderships.select_related("lead")]
