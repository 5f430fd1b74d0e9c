"""What will go out in the next 30 days, what went, and why somebody did or did not get a message."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import reminders
from actions.models import Action
from actions.pages.why import rules_of, told, who_is_meant
from actions.views.allowing import allow
from outbox.models import Message
from outbox.policies import can_read_messages

AHEAD = 30
A_PAGE = 50
LONGEST_NAME = 200


@require_safe
def messages(request: MemberRequest, ods_code: str) -> HttpResponse:
    allow(can_read_messages(request.access))
    organisation = request.access.organisation
    whom = " ".join(request.GET.get("whom", "").split())[:LONGEST_NAME]
    sent = Message.objects.of(organisation).to(whom).defer("text", "html")
    page = Paginator(sent, A_PAGE).get_page(request.GET.get("page"))
    upcoming = reminders.planned(organisation, on=clock.today(), days=AHEAD, whom=whom)
    context = {
        "whom": whom,
        "people": who_is_meant(organisation, whom) if whom else [],
        "to_decide": Message.objects.of(organisation).to_decide().defer("text", "html")[:A_PAGE],
        "page": page,
        "upcoming": upcoming[:A_PAGE],
        "more_upcoming": len(upcoming[A_PAGE:]),
        "ahead": AHEAD,
    }
    return render(request, "actions/messages.html", context)


@require_safe
def why(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    allow(can_read_messages(request.access))
    action = get_object_or_404(Action.objects.of(request.access.organisation).with_parts(), pk=pk)
    today = clock.today()
    context = {"action": action, "rules": rules_of(action, on=today), "told": told(action, on=today)}
    return render(request, "actions/why.html", context)
