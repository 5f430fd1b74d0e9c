"""What shows that an action was done: adding it, taking it away, putting it back, and handing out its file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from accounts.downloads import download
from actions import policies
from actions.forms.evidence import EvidenceForm
from actions.models import Action, Evidence
from actions.services import evidence as service
from actions.views.allowing import allow
from actions.views.typed import WITH_A_FILE, typed_before


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    action = get_object_or_404(Action.objects.of(request.access.organisation).with_parts(), pk=pk)
    allow(policies.can_update(request.access, action))
    typed = typed_before(request, WITH_A_FILE)
    answered = request.method == "POST"
    form = (
        EvidenceForm(request.POST, request.FILES) if answered else EvidenceForm(initial=typed.dict() if typed else {})
    )
    if form.is_valid():
        offered = form.offered(form.cleaned_data, title=form.cleaned_data["title"])
        service.add_evidence(action=action, offered=offered, by=request.access.user, at=clock.now())
        messages.success(request, "The evidence is added.")
        return redirect("actions:action", ods_code, pk)
    return render(
        request, "actions/add_evidence.html", {"form": form, "action": action}, status=422 if form.errors else 200
    )


@require_safe
def file(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """The file as a download, and never as a page: whoever may read the organisation may have it."""
    found = get_object_or_404(Evidence.objects.of(request.access.organisation).kept(), pk=pk)
    if not found.file:
        raise Http404
    try:
        with found.file.open("rb") as kept:
            content = kept.read()
    except FileNotFoundError:
        messages.warning(request, "This file is not where it was kept. Tell whoever runs this service for you.")
        return redirect("actions:action", ods_code, found.action_id)
    return download(content, name=found.file_name, media_type=found.kind)


@require_POST
def remove(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = evidence_of(request, pk)
    try:
        service.remove_evidence(evidence=found, at=clock.now())
    except service.OnlyEvidenceError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"{found.title} is removed. You can restore it below.")
    return redirect("actions:action", ods_code, found.action_id)


@require_POST
def restore(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = evidence_of(request, pk)
    service.restore_evidence(evidence=found)
    messages.success(request, f"{found.title} is back.")
    return redirect("actions:action", ods_code, found.action_id)


def evidence_of(request: MemberRequest, pk: int) -> Evidence:
    """One that this person may take away and put back."""
    found = get_object_or_404(Evidence.objects.of(request.access.organisation), pk=pk)
    action = get_object_or_404(Action.objects.of(request.access.organisation).with_parts(), pk=found.action_id)
    allow(policies.can_remove_evidence(request.access, found, action))
    return found
