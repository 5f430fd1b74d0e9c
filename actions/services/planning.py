"""Starts a plan, and changes what is said of it as a whole."""

from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import Organisation
from actions.models import Action, Plan
from actions.services.deadlines import first_of_all
from actions.services.meanwhile import take_version
from actions.timescales import Timescale, read
from indicators.models import Standard

START_CHANGED = "The start of the plan was changed."
MEANS_NOW = START_CHANGED + " Counted from it, these words mean {day:%-d %B %Y}. Decide which date is right."


class PlanExistsError(Exception):
    """There is a plan for that year already."""


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
    """Dates stay, and a person is asked where the words of an action mean another one with the new start.

    Raises ChangedMeanwhileError where the plan is no longer at `version`, and writes nothing then.
    """
    take_version(plan, version)
    plan.refresh_from_db()
    before = plan.starts_on
    plan.starts_on, plan.areas_of_focus = starts_on, areas_of_focus
    plan.save(update_fields=["starts_on", "areas_of_focus"])
    if before != starts_on:
        for action in plan.actions.open().filter(is_set_by_hand=False).exclude(timescale=""):
            doubt_the_date(action, before, starts_on)


def doubt_the_date(action: Action, before: date, now: date) -> None:
    """Asks about words that are counted from the plan's start, unless they mean again what is on record."""
    was, means = (meant_day(read(action.timescale, plan_start=day), day) for day in (before, now))
    if was == means:
        return
    doubts = [each for each in action.doubts if not each.startswith(START_CHANGED)]
    if means and means != day_on_record(action):
        doubts.append(MEANS_NOW.format(day=means))
    if doubts != action.doubts:
        action.doubts = doubts
        action.save(update_fields=["doubts"])


def meant_day(understood: Timescale, plan_starts_on: date) -> date | None:
    return understood.due or first_of_all(understood, plan_starts_on=plan_starts_on)


def day_on_record(action: Action) -> date | None:
    """The day that was read of its words: that from which repeats are counted, or that of its deadline."""
    latest = action.deadlines.kept().last()
    return action.repeats_from if action.repeat else latest.stands_for if latest else None


def lock(plan: Plan) -> None:
    """Lets one writer at a time change which actions the plan has, and in what order."""
    Plan.objects.select_for_update().get(pk=plan.pk)
