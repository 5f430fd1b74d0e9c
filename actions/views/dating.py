"""When an action is due: its timescale, how that is read as one types, and moving one deadline."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.forms.dating import MoveForm, TimescaleForm, WordsForm
from actions.models import Action, Deadline, Revision
from actions.services import dating, moving
from actions.services.meanwhile import ChangedMeanwhileError, MeanwhileError
from actions.statuses import Status
from actions.views.allowing import allow
from actions.views.typed import typed_before, typed_onto


@require_http_methods(["GET", "HEAD", "POST"])
def timescale(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    action = action_of(request, pk)
    if request.method != "POST":
        return begin(request, action)
    form = TimescaleForm(request.POST, action=action)
    if not form.is_valid():
        return show(request, action, form)
    try:
        dating.set_timescale_of(action=action, by=request.access.user, at=clock.now(), **form.decided)
    except dating.ReasonNeededError as error:
        form.add_error("reason", str(error))
        return show(request, action_of(request, pk), form)
    except ChangedMeanwhileError:
        return show_both(request, pk)
    except dating.EndedError as error:
        messages.warning(request, str(error))
        return redirect("actions:action", ods_code, pk)
    messages.success(request, "The timescale is saved.")
    return redirect("actions:action", ods_code, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """Without JavaScript: how the words are read, in the page as it was typed, and nothing saved."""
    action = action_of(request, pk)
    if request.method != "POST":
        return redirect("actions:timescale", ods_code, pk)
    return show(request, action, TimescaleForm(action=action, initial=typed_in(request, action)))


@require_safe
def read_words(request: MemberRequest, ods_code: str) -> HttpResponse:
    """How words are read as one types them, in a form about an action that may not exist yet."""
    allow(policies.can_edit_plan(request.access))
    asked = WordsForm(request.GET)
    if not asked.is_valid():
        raise Http404
    return render(request, "actions/dating/reading.html", {"reading": asked.reading})


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    deadlines = Deadline.objects.of(request.access.organisation).select_related("action__plan")
    deadline = get_object_or_404(deadlines, pk=pk)
    allow(policies.can_set_dates(request.access))
    if request.method != "POST":
        return begin_move(request, deadline)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return show_move(request, deadline, form)
    try:
        moving.move_deadline(deadline=deadline, by=request.access.user, at=clock.now(), **form.cleaned_data)
    except moving.MoveError as error:
        form.add_error("to", str(error))
        return show_move(request, deadlines.get(pk=pk), form)
    except ChangedMeanwhileError:
        return show_both_moves(request, deadlines.get(pk=pk))
    except dating.EndedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"The deadline is moved to {dating.in_words(form.cleaned_data['to'])}.")
    return redirect("actions:action", ods_code, deadline.action_id)


@require_POST
def undo_move(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    moves = Revision.objects.of(request.access.organisation).select_related("deadline__action")
    found = get_object_or_404(moves, pk=pk)
    allow(policies.can_undo_move(request.access, found))
    day = dating.in_words(found.moved_from)
    try:
        moving.undo_move(revision=found, by=request.access.user)
    except MeanwhileError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"The move is undone. It is due on {day} again.")
    return redirect("actions:action", ods_code, found.deadline.action_id)


# ---- what these pages share


def action_of(request: MemberRequest, pk: int) -> Action:
    actions = Action.objects.of(request.access.organisation).with_parts().select_related("plan__standard", "dated_by")
    found = get_object_or_404(actions, pk=pk)
    allow(policies.can_set_dates(request.access))
    return found


def begin(request: MemberRequest, action: Action) -> HttpResponse:
    """The form as the action stands, or as it was typed before the sign-in ran out."""
    typed = typed_before(request)
    return show(request, action, TimescaleForm(typed, action=action) if typed else TimescaleForm.about(action))


def show(request: MemberRequest, action: Action, form: TimescaleForm, *, changed: bool = False) -> HttpResponse:
    context = {
        "action": action,
        "form": form,
        "changed": changed,
        "has_ended": action.status in Status.ended(),
    }
    status = 409 if changed else 422 if form.errors else 200
    return render(request, "actions/dating/timescale.html", context, status=status)


def show_both(request: MemberRequest, pk: int) -> HttpResponse:
    """How the action stands now, above what this person typed: saving again is then a choice."""
    action = action_of(request, pk)
    typed = typed_onto(request, action.version)
    return show(request, action, TimescaleForm(typed, action=action), changed=True)


def typed_in(request: MemberRequest, action: Action) -> dict[str, object]:
    """What stands in the form, without saying what is wrong with it: the person only asked how it is read."""
    form = TimescaleForm(request.POST, action=action)
    return {name: form[name].data for name in form.fields}


def begin_move(request: MemberRequest, deadline: Deadline) -> HttpResponse:
    typed = typed_before(request)
    form = MoveForm(typed) if typed else MoveForm(initial={"version": deadline.action.version})
    return show_move(request, deadline, form)


def show_move(request: MemberRequest, deadline: Deadline, form: MoveForm, *, changed: bool = False) -> HttpResponse:
    is_open = deadline.is_open and deadline.action.status not in Status.ended()
    context = {"deadline": deadline, "action": deadline.action, "form": form, "changed": changed, "is_open": is_open}
    status = 409 if changed else 422 if form.errors else 200
    return render(request, "actions/dating/move.html", context, status=status)


def show_both_moves(request: MemberRequest, deadline: Deadline) -> HttpResponse:
    form = MoveForm(typed_onto(request, deadline.action.version))
    return show_move(request, deadline, form, changed=True)
