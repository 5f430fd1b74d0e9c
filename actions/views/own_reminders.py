"""How a person wants to be reminded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest
from actions import policies
from actions.forms.own_reminders import OwnRemindersForm
from actions.models import ReminderChoice
from actions.views.allowing import allow


@require_http_methods(["GET", "HEAD", "POST"])
def own_reminders(request: MemberRequest, ods_code: str) -> HttpResponse:
    allow(policies.can_choose_reminders(request.access))
    organisation, user = request.access.organisation, request.access.user
    choice = ReminderChoice.objects.of(user)
    typed = request.POST if request.method == "POST" else None
    form = OwnRemindersForm(typed, organisation=organisation, choice=choice)
    if form.is_valid():
        form.save(user)
        messages.success(request, "Your choice is saved. It holds from the next reminder on.")
        return redirect("actions:own_reminders", ods_code)
    return render(request, "actions/own_reminders.html", {"form": form}, status=422 if form.errors else 200)
