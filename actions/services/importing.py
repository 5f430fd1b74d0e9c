"""Brings a plan in from a document: read and shown first, put right, and written when somebody confirms it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import Organisation, User
from actions.documents import grids as kept_grids
from actions.documents.columns import Column
from actions.documents.grids import Grid
from actions.documents.indicator_words import Standard as Named
from actions.documents.plan import ReadPlan, Said
from actions.documents.reading import read_plan
from actions.imported import ImportedAction, actions_of, as_json, faults, from_json, with_leads_asked
from actions.models import Action, Plan, PlanImport
from actions.services import imported_rows, meanwhile
from actions.services.leading import leads_by_key, likely_leads
from actions.services.planning import lock
from indicators.models import Indicator, Standard
from indicators.spreadsheets.wide import Known

KEPT_FOR = timedelta(days=30)  # an import that nobody confirmed


class NotWritableError(ValueError):
    """What was read cannot be brought in now; the message says why and what to do."""


def named_in(standard: Standard, year: int) -> Named:
    """The indicators of a standard in a year, to be found in the words of a plan."""
    valid = Indicator.objects.filter(standard=standard).valid_in(year).order_by("number")
    return Named(
        [
            Known(
                number=each.number,
                wording=each.wording,
                subject=each.subject,
                unit="percent",
                has_pair=False,
                bme_name=standard.bme_name,
                white_name=standard.white_name,
            )
            for each in valid
        ]
    )


@transaction.atomic
def keep_import(
    *,
    organisation: Organisation,
    standard: Standard,
    year: int,
    starts_on: date,
    name: str,
    tables: Sequence[Grid],
    by: User,
    at: datetime,
) -> PlanImport:
    """Keeps what was read until it is confirmed; what nobody confirmed for a month goes."""
    PlanImport.objects.of(organisation).waiting().filter(made_at__lt=at - KEPT_FOR).delete()
    read = read_plan(tables, named_in(standard, year))
    return PlanImport.objects.create(
        organisation=organisation,
        standard=standard,
        year=year,
        starts_on=start_of(organisation, standard, year) or starts_on,
        file_name=name[:200],
        rows=as_json(asked_of(organisation, read)),
        left_out=left_out_of(read),
        tables=tables_of(tables, read, {}),
        made_by=by,
        made_at=at,
    )


def asked_of(organisation: Organisation, read: ReadPlan) -> list[ImportedAction]:
    """The actions that were read, with what the organisation's own leads make doubtful in them."""
    actions = actions_of(read)
    named = [action.named for action in actions]
    names = (name for words in named for name in (*words.accountable, *words.supporting))
    return with_leads_asked(actions, likely_leads(names, leads_by_key(organisation)))


def start_of(organisation: Organisation, standard: Standard, year: int) -> date | None:
    """When the plan of a year starts, where there is one already."""
    plans = Plan.objects.of(organisation).filter(standard=standard, year=year)
    return plans.values_list("starts_on", flat=True).first()


def left_out_of(read: ReadPlan) -> list[dict[str, str]]:
    return [{"name": each.name, "words": each.words, "why": each.why} for each in read.left_out]


def tables_of(tables: Sequence[Grid], read: ReadPlan, said: Mapping[str, Said]) -> list[dict[str, Any]]:
    """Each table with what its columns were taken for, none where it was left out, and whether somebody said so."""
    columns = {table.name: [column.value for column in table.columns] for table in read.tables}
    return [
        {
            "grid": kept_grids.as_json(grid),
            "columns": columns.get(grid.name, []),
            "is_said": grid.name in said,
            "has_headings": grid.name not in said or said[grid.name].has_headings,
        }
        for grid in tables
    ]


# ---- putting right


@transaction.atomic
def keep_changes(*, found: PlanImport, version: int, actions: Sequence[ImportedAction]) -> None:
    """Keeps the actions as they were put right. Raises ChangedMeanwhileError, and keeps nothing then."""
    take(found, version)
    found.rows = as_json(actions)
    found.save(update_fields=["rows"])


@transaction.atomic
def read_again(*, found: PlanImport, version: int, table: str, said: Said) -> None:
    """Reads the tables again, one of them with these columns; what was put right in the actions until now is lost.

    DocumentError where that gives more than a plan holds.
    """
    take(found, version)
    tables = [kept_grids.from_json(each["grid"]) for each in found.tables]
    before = {
        each["grid"]["name"]: Said(tuple(map(Column, each["columns"])), each["has_headings"])
        for each in found.tables
        if each["is_said"] and each["columns"]
    }
    columns = before | {table: said}
    read = read_plan(tables, named_in(found.standard, found.year), columns=columns)
    found.rows, found.left_out = as_json(asked_of(found.organisation, read)), left_out_of(read)
    found.tables = tables_of(tables, read, columns)
    found.save(update_fields=["rows", "left_out", "tables"])


@transaction.atomic
def say_when(*, found: PlanImport, version: int, year: int, starts_on: date) -> None:
    """Of which year the plan is, and when it starts unless it is there already."""
    take(found, version)
    found.year, found.starts_on = year, start_of(found.organisation, found.standard, year) or starts_on
    found.save(update_fields=["year", "starts_on"])


def take(found: PlanImport, version: int) -> None:
    """Also to confirm it is to change it, after which nothing of it can be changed any more."""
    meanwhile.take_version(found, version, among=PlanImport.objects.waiting())


# ---- confirming


@transaction.atomic
def confirm_import(*, found: PlanImport, version: int, at: datetime) -> Plan:
    """Writes the actions, all or nothing, into a new plan or into one that has none yet.

    Raises NotWritableError where one of them cannot be recorded, or the plan has actions; ChangedMeanwhileError where
    the import is no longer at `version`.
    """
    take(found, version)
    actions = writable(found)
    plan, found.made_the_plan = empty_plan(found)
    found.plan, found.confirmed_at = plan, at
    found.leads_made = imported_rows.write(found, plan, actions)
    # The document itself is needed no more; what came of it stands in the plan.
    found.tables, found.left_out = [], []
    found.save()
    return plan


def writable(found: PlanImport) -> list[ImportedAction]:
    """The actions as they were put right, all of which can be recorded."""
    actions = from_json(found.rows)
    if not actions:
        raise NotWritableError("There is no action to bring in. Say which columns the table has, or add an action.")
    valid = named_in(found.standard, found.year).numbers
    if any(faults(action, valid) for action in actions):
        raise NotWritableError("Some actions cannot be recorded as they stand. They are marked below. Put them right.")
    return actions


def empty_plan(found: PlanImport) -> tuple[Plan, bool]:
    """The plan that the actions go into, which nobody else writes to meanwhile, and whether it had to be made."""
    plan, made = Plan.objects.get_or_create(
        organisation=found.organisation,
        standard=found.standard,
        year=found.year,
        defaults={"starts_on": found.starts_on},
    )
    lock(plan)
    if Action.objects.filter(plan=plan).exists():
        raise NotWritableError(
            f"The plan for {found.year} has actions already, and none of them is overwritten. Choose another year."
        )
    return plan, made
