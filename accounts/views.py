"""Where a person starts, and the members of an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.contrib.messages.views import SuccessMessageMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import policies, services
from accounts.access import MemberRequest
from accounts.forms import MemberForm, SettingsForm
from accounts.models import Membership, Organisation

ONE_EDI_LEAD = (
    "There is only one EDI lead, and nobody confirms their own report. Add another EDI lead under Members, so that "
    "what the first one reports complete can be confirmed."
)


@require_safe
def start(request: MemberRequest) -> HttpResponse:
    """The organisation of a person who has one, and the choice for a person who has more."""
    visible = list(Organisation.objects.visible_to(request.user)[:2])
    if len(visible) == 1:
        return redirect("reports:overview", visible[0].ods_code)
    return redirect("organisations")


@require_safe
def organisations(request: MemberRequest) -> HttpResponse:
    visible = Organisation.objects.visible_to(request.user)
    return render(request, "accounts/organisations.html", {"organisations": visible})


@require_safe
def members(request: MemberRequest, ods_code: str) -> HttpResponse:
    if not policies.can_manage_members(request.access):
        raise PermissionDenied
    found = Membership.objects.of(request.access.organisation).select_related("user")
    return render(request, "accounts/members.html", {"memberships": found})


@require_http_methods(["GET", "POST"])
def add_member(request: MemberRequest, ods_code: str) -> HttpResponse:
    if not policies.can_manage_members(request.access):
        raise PermissionDenied
    if request.method == "GET":
        return render(request, "accounts/add_member.html", {"form": MemberForm()})
    form = MemberForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/add_member.html", {"form": form}, status=422)
    membership, is_new = services.add_member(organisation=request.access.organisation, **form.cleaned_data)
    role = membership.get_role_display()
    said = "is now" if is_new else "was already"
    messages.success(request, f"{membership.user.name} {said} a member: {role}.")
    return redirect("members", ods_code)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest, ods_code: str) -> HttpResponse:
    if not policies.can_change_settings(request.access):
        raise PermissionDenied
    organisation = request.access.organisation
    form = SettingsForm(request.POST) if request.method == "POST" else SettingsForm.about(organisation)
    if not form.is_valid():
        return render(request, "accounts/settings.html", {"form": form}, status=422 if form.errors else 200)
    try:
        services.change_settings(organisation=organisation, **form.cleaned_data)
    except services.SetMeanwhileError:
        return show_both(request)
    messages.success(request, "The settings are saved.")
    if form.cleaned_data["confirms_completion"] and services.number_of_edi_leads(organisation) < 2:
        messages.warning(request, ONE_EDI_LEAD)
    return redirect("settings", ods_code)


def show_both(request: MemberRequest) -> HttpResponse:
    """The settings as they are now, above what this person typed: saving again is then a choice."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=request.access.organisation.pk)
    typed = request.POST.copy()
    typed["seen"] = services.fingerprint(organisation)
    context = {"form": SettingsForm(typed), "now": organisation}
    return render(request, "accounts/settings.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_member(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    if not policies.can_manage_members(request.access):
        raise PermissionDenied
    found = get_object_or_404(Membership.objects.of(request.access.organisation).select_related("user"), pk=pk)
    if request.method != "POST":
        return render(request, "accounts/remove_member.html", {"membership": found})
    try:
        services.remove_member(membership=found)
    except services.LastManagerError as error:
        messages.warning(request, str(error))
        return redirect("members", ods_code)
    messages.success(request, f"{found.user.name} no longer has the role {found.get_role_display()}.")
    return redirect("start") if found.user == request.user else redirect("members", ods_code)


class NewPassword(SuccessMessageMixin, PasswordResetConfirmView):  # type: ignore[type-arg]
    """Django's page for the link in the mail, which says what happened."""

    success_message = "Your password is set. Sign in with it."


@require_safe
def password_changed(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Your password is changed.")
    return redirect("start")


@login_not_required
@require_safe
def password_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/password_asked.html")
