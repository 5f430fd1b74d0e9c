"""Putting right what was read of a document: one action at a time, a block as it is, or the columns of a table."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest
from actions.documents import grids as kept_grids
from actions.documents.grids import DocumentError, Grid
from actions.documents.reading import heading_row
from actions.forms.imports import ColumnsForm
from actions.forms.mending import IndicatorsForm, MendForm, SplitForm
from actions.imported import (
    ImportedAction,
    from_json,
    with_added,
    with_changed,
    with_joined,
    with_numbers,
    with_seen,
    with_split,
    without,
)
from actions.models import PlanImport
from actions.numbers import numbers_in
from actions.pages.imports import indicators_of, preview_of
from actions.services import importing
from actions.services.meanwhile import ChangedMeanwhileError
from actions.views.imports import CHANGED, import_of, show, waiting_import
from actions.views.typed import typed_before, typed_onto, version_in

FIRST_ROWS = 5  # of a table, beside what its columns hold


def action_in(actions: Sequence[ImportedAction], key: int) -> ImportedAction:
    found = next((each for each in actions if each.key == key), None)
    if found is None:
        raise Http404
    return found


def kept(request: MemberRequest, found: PlanImport, version: int, actions: Sequence[ImportedAction]) -> bool:
    """Keeps the actions as they are now; False where somebody else was quicker."""
    try:
        importing.keep_changes(found=found, version=version, actions=actions)
    except ChangedMeanwhileError:
        return False
    return True


@require_http_methods(["GET", "POST"])
def mend(request: MemberRequest, ods_code: str, pk: int, key: int) -> HttpResponse:
    """One action: its words, indicators, timescale, leads and status."""
    found = waiting_import(request, pk)
    actions, valid = from_json(found.rows), indicators_of(found)
    action = action_in(actions, key)
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = MendForm.about(found, action, valid)
    if typed is not None:
        form = MendForm(typed, indicators=valid, action=action, starts_on=found.starts_on)
    if request.method == "GET" or not form.is_valid():
        return show_action(request, found, form, action)
    if not kept(request, found, form.cleaned_data["version"], with_changed(actions, key, **form.parts())):
        return show_both(request, pk, form, key)
    return go_on(request, found, key)


def show_action(
    request: MemberRequest,
    found: PlanImport,
    form: MendForm,
    action: ImportedAction,
    *,
    changed: ImportedAction | None = None,
) -> HttpResponse:
    row = next((row for row in preview_of(found).rows if row.action.key == action.key), None)
    # How the timescale is read stands beside its box, with what is doubtful about it.
    beside = form.reading.doubts if form.reading else []
    said = [(part, words) for part, words in (row.said if row else []) if words not in beside]
    context = {"found": found, "form": form, "action": action, "row": row, "said": said, "changed": changed}
    answered = request.method == "POST"
    status = 409 if changed else 422 if answered and form.errors else 200
    return render(request, "actions/imports/mend.html", context, status=status)


def show_both(request: MemberRequest, pk: int, form: MendForm, key: int) -> HttpResponse:
    """How the action stands now, above what this person typed: saving again is then a choice."""
    found = import_of(request, pk)
    now = next((each for each in from_json(found.rows) if each.key == key), None)
    if found.confirmed_at or now is None:
        return show(request, found, problem=CHANGED)
    again = MendForm(
        typed_onto(request, found.version), indicators=indicators_of(found), action=now, starts_on=found.starts_on
    )
    return show_action(request, found, again, now, changed=now)


def go_on(request: MemberRequest, found: PlanImport, key: int) -> HttpResponse:
    """To the next action to look at where that was asked for, else back to this one in the preview."""
    code = request.access.organisation.ods_code
    whole = preview_of(found)
    if request.POST.get("then") == "next" and (following := whole.after(key)):
        return redirect("actions:mend", code, found.pk, following.action.key)
    row = next((row for row in whole.rows if row.action.key == key), None)
    page = whole.page_of(row) if row else 1
    return redirect(f"{reverse('actions:import', args=[code, found.pk])}?page={page}#action-{key}")


@require_http_methods(["GET", "POST"])
def add(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """One action more, which was not read of the document."""
    found = waiting_import(request, pk)
    actions, valid = from_json(found.rows), indicators_of(found)
    empty = ImportedAction(0, "")
    form = MendForm.about(found, empty, valid)
    if request.method == "POST":
        form = MendForm(request.POST, indicators=valid, action=empty, starts_on=found.starts_on)
    if request.method == "GET" or not form.is_valid():
        return show_action(request, found, form, empty)
    more = with_added(actions, **form.parts())
    if not kept(request, found, form.cleaned_data["version"], more):
        return show(request, import_of(request, pk), problem=CHANGED)
    return go_on(request, found, max(each.key for each in more))


@require_http_methods(["GET", "POST"])
def split(request: MemberRequest, ods_code: str, pk: int, key: int) -> HttpResponse:
    """One action as several."""
    found = waiting_import(request, pk)
    actions = from_json(found.rows)
    action = action_in(actions, key)
    form = SplitForm(initial={"version": found.version, "wording": action.wording})
    if request.method == "POST":
        form = SplitForm(request.POST)
    if request.method == "GET" or not form.is_valid():
        context = {"found": found, "form": form, "action": action}
        return render(request, "actions/imports/split.html", context, status=422 if form.errors else 200)
    parts = form.cleaned_data["wording"]
    if not kept(request, found, form.cleaned_data["version"], with_split(actions, key, parts)):
        return show(request, import_of(request, pk), problem=CHANGED)
    return go_on(request, found, key)


@require_POST
def join(request: MemberRequest, ods_code: str, pk: int, key: int) -> HttpResponse:
    """One action as a part of the one above it."""
    found = waiting_import(request, pk)
    actions = from_json(found.rows)
    at = actions.index(action_in(actions, key))
    return change(request, found, with_joined(actions, key), actions[max(at - 1, 0)].key)


@require_POST
def remove(request: MemberRequest, ods_code: str, pk: int, key: int) -> HttpResponse:
    found = waiting_import(request, pk)
    actions = from_json(found.rows)
    at = actions.index(action_in(actions, key))
    rest = without(actions, key)
    return change(request, found, rest, rest[min(at, len(rest) - 1)].key if rest else 0)


@require_POST
def accept(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """The actions of a block are right as they were read."""
    found = waiting_import(request, pk)
    keys = numbers_in(request.POST.getlist("key"))
    return change(request, found, with_seen(from_json(found.rows), keys), min(keys, default=0))


def change(request: MemberRequest, found: PlanImport, actions: Sequence[ImportedAction], key: int) -> HttpResponse:
    if not kept(request, found, version_in(request), actions):
        return show(request, import_of(request, found.pk), problem=CHANGED)
    return go_on(request, found, key)


@require_http_methods(["GET", "POST"])
def indicators(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """The indicators of several actions at once: those whose keys are in the address."""
    found = waiting_import(request, pk)
    keys = numbers_in(request.GET.getlist("key"))
    actions = [each for each in from_json(found.rows) if each.key in keys]
    about = {"indicators": indicators_of(found)}
    form = IndicatorsForm(initial={"version": found.version}, **about)
    if request.method == "POST":
        form = IndicatorsForm(request.POST, **about)
    if not actions or request.method == "GET" or not form.is_valid():
        context = {"found": found, "form": form, "actions": actions}
        return render(request, "actions/imports/indicators.html", context, status=422 if form.errors else 200)
    numbers = tuple(sorted(form.cleaned_data["numbers"]))
    if not kept(request, found, form.cleaned_data["version"], with_numbers(from_json(found.rows), keys, numbers)):
        return show(request, import_of(request, pk), problem=CHANGED)
    return go_on(request, found, min(keys))


@require_http_methods(["GET", "POST"])
def columns(request: MemberRequest, ods_code: str, pk: int, table: int) -> HttpResponse:
    """What each column of one table holds: saying so reads the whole document again."""
    found = waiting_import(request, pk)
    if table >= len(found.tables):
        raise Http404
    grid, form = columns_asked(request, found, found.tables[table])
    if request.method == "POST" and form.is_valid():
        try:
            importing.read_again(found=found, version=form.cleaned_data["version"], table=grid.name, said=form.said)
        except ChangedMeanwhileError:
            return show(request, import_of(request, pk), problem=CHANGED)
        except DocumentError as error:
            form.add_error(None, str(error))
        else:
            return redirect("actions:import", ods_code, pk)
    first = heading_row(grid)
    rows = [grid.across(row) for row in range(first, min(len(grid.rows), first + FIRST_ROWS))]
    context = {"found": found, "form": form, "grid": grid, "rows": rows}
    return render(request, "actions/imports/columns.html", context, status=422 if form.errors else 200)


def columns_asked(request: MemberRequest, found: PlanImport, table: dict[str, Any]) -> tuple[Grid, ColumnsForm]:
    grid = kept_grids.from_json(table["grid"])
    about = {"headings": [cell.text for cell in grid.across(heading_row(grid))], "columns": table["columns"]}
    if request.method == "POST":
        return grid, ColumnsForm(request.POST, **about)
    return grid, ColumnsForm(initial={"version": found.version, "has_headings": table["has_headings"]}, **about)
