"""Starts a plan, and changes what is said of it as a whole."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import Organisation
from actions.models import Plan
from indicators.models import Standard


class PlanExistsError(Exception):
    """There is a plan for that year already."""


class PlanChangedError(Exception):
    """Somebody else changed the plan after the page was opened."""


def start_plan(
    *, organisation: Organisation, standard: Standard, year: int, starts_on: date, areas_of_focus: list[str]
) -> Plan:
    """An empty plan, as a draft. Raises PlanExistsError where somebody else was quicker."""
    try:
        with transaction.atomic():
            return Plan.objects.create(
                organisation=organisation,
                standard=standard,
                year=year,
                starts_on=starts_on,
                areas_of_focus=areas_of_focus,
            )
    except IntegrityError as error:
        raise PlanExistsError(f"There is an action plan for {year} already. Add to that one.") from error


@transaction.atomic
def change_plan(*, plan: Plan, version: int, starts_on: date, areas_of_focus: list[str]) -> None:
    """Raises PlanChangedError where the plan is no longer at `version`, and writes nothing then."""
    if not Plan.objects.filter(pk=plan.pk, version=version).update(version=F("version") + 1):
        raise PlanChangedError("Somebody else changed this plan while you had it open.")
    plan.refresh_from_db()
    plan.starts_on, plan.areas_of_focus = starts_on, areas_of_focus
    plan.save(update_fields=["starts_on", "areas_of_focus"])


def lock(plan: Plan) -> None:
    """Lets one writer at a time change which actions the plan has, and in what order."""
    Plan.objects.select_for_update().get(pk=plan.pk)
