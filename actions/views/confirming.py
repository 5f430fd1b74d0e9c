"""Confirming that an action is complete, as a second person, or sending it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.access import MemberRequest
from actions import policies
from actions.forms.confirming import ConfirmForm, SendBackForm
from actions.models import Action
from actions.pages.meanwhile import meanwhile_of
from actions.pages.plan_table import row_of
from actions.services import confirming, updating
from actions.services.meanwhile import ChangedMeanwhileError
from actions.views.allowing import allow
from actions.views.typed import typed_before, typed_onto


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = waiting(request, pk)
    if found.is_confirmed:
        return waits_no_more(request, found)
    form = ConfirmForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if form.is_valid():
        try:
            confirming.confirm_completion(action=found, by=request.access.user, at=clock.now(), **form.cleaned_data)
        except ChangedMeanwhileError:
            return show(request, pk, "confirm", seen=form.cleaned_data["version"])
        messages.success(request, "You have confirmed that this action is complete.")
        return redirect("actions:action", ods_code, pk)
    return show(request, pk, "confirm")


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = waiting(request, pk)
    if found.is_confirmed:
        return waits_no_more(request, found)
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = SendBackForm.answered(found, typed) if typed is not None else SendBackForm.about(found)
    if request.method == "POST" and form.is_valid():
        try:
            updating.record_update(action=found, by=request.access.user, at=clock.now(), **form.cleaned_data)
        except ChangedMeanwhileError:
            return show(request, pk, "send_back", form, seen=form.cleaned_data["version"])
        messages.success(request, "The action is sent back and open again. Your reason stands with it.")
        return redirect("actions:action", ods_code, pk)
    return show(request, pk, "send_back", form)


def waiting(request: MemberRequest, pk: int) -> Action:
    """The action, for somebody who may confirm it or who would, did it still wait."""
    found = get_object_or_404(Action.objects.of(request.access.organisation).with_parts(), pk=pk)
    may = (
        policies.can_confirm_others(request.access)
        if found.is_confirmed
        else policies.can_confirm(request.access, found)
    )
    allow(may)
    return found


def waits_no_more(request: MemberRequest, action: Action) -> HttpResponse:
    messages.warning(request, "This action does not wait to be confirmed. How it stands now is below.")
    return redirect("actions:action", request.access.organisation.ods_code, action.pk)


def show(
    request: MemberRequest, pk: int, page: str, form: SendBackForm | None = None, *, seen: int | None = None
) -> HttpResponse:
    """The page as the action stands now; where it is no longer as it was seen, with what came in between."""
    found = waiting(request, pk)
    if found.is_confirmed:
        return waits_no_more(request, found)
    if form and seen is not None:
        form = SendBackForm.answered(found, typed_onto(request, found.version))
    context = {
        "form": form or ConfirmForm(initial={"version": found.version}),
        "row": row_of(found, request.access, on=clock.today()),
        "evidence": found.evidence.kept().with_author(),
        "meanwhile": None if seen is None else meanwhile_of(found, seen=seen),
    }
    status = 409 if seen is not None else 422 if form and form.errors else 200
    return render(request, f"actions/{page}.html", context, status=status)
