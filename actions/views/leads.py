"""The leads of an organisation: who can be reached, who cannot, and all that belongs to one of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from actions import link_letters, policies
from actions.models import Action, Lead, Plan, Spelling, UpdateLink
from actions.pages.lead_page import holders_of, pairs_among, who_stands_in
from actions.pages.plan_table import row_of
from actions.services import links, posts
from actions.views.allowing import allow
from outbox.nudge import nudge

A_PAGE = 50
LINKS_SHOWN = 20


@require_safe
def leads(request: MemberRequest, ods_code: str) -> HttpResponse:
    organisation = request.access.organisation
    found = Lead.objects.of(organisation)
    can_edit = policies.can_edit_leads(request.access)
    context = {
        "page": Paginator(found.with_load(), A_PAGE).get_page(request.GET.get("page")),
        "unreached": found.unreached().count(),
        "stand_in": who_stands_in(organisation),
        "pairs": pairs_among(organisation) if can_edit else [],
        "can_edit": can_edit,
    }
    return render(request, "actions/leads.html", context)


@require_safe
def lead(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    organisation = request.access.organisation
    found = get_object_or_404(Lead.objects.of(organisation), pk=pk)
    can_edit = policies.can_edit_leads(request.access)
    actions = Action.objects.of(organisation).open().led_by([found]).by_urgency().with_latest()
    page = Paginator(actions, A_PAGE).get_page(request.GET.get("page"))
    sent = found.links.select_related("message")[:LINKS_SHOWN] if can_edit else []
    context = {
        "lead": found,
        "page": page,
        "rows": [row_of(each, request.access, on=clock.today()) for each in page],
        "plans": Plan.objects.of(organisation).filter(actions__leads=found).select_related("standard").distinct(),
        "held": holders_of(found),
        "stand_in": who_stands_in(organisation),
        "sent": [(each, each.state(at=clock.now())) for each in sent],
        "is_needed": posts.is_needed(found),
        "can_edit": can_edit,
    }
    return render(request, "actions/leads/lead.html", context)


@require_POST
def revoke(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """Every link that was sent to a lead."""
    found = get_object_or_404(Lead.objects.of(request.access.organisation), pk=pk)
    allow(policies.can_edit_leads(request.access))
    many = links.revoke_links(leads=[found], at=clock.now())
    said = f"{many} link{'s' if many > 1 else ''} of {found.name} no longer work{'' if many > 1 else 's'}."
    messages.success(request, said if many else f"No link of {found.name} was working any more.")
    return redirect("actions:lead", ods_code, pk)


@require_POST
def send_link(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Lead.objects.of(request.access.organisation).select_related("organisation"), pk=pk)
    allow(policies.can_edit_leads(request.access))
    try:
        link_letters.send_link(lead=found, at=clock.now())
    except link_letters.NobodyToSendItToError as error:
        messages.warning(request, str(error))
    else:
        nudge()
        when = "once mail is resumed" if found.organisation.mail_paused_at else "within a minute"
        messages.success(request, f"A link goes to {found.address} {when}.")
    return redirect("actions:lead", ods_code, pk)


@require_POST
def revoke_one(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = get_object_or_404(UpdateLink.objects.of(request.access.organisation), pk=pk)
    allow(policies.can_edit_leads(request.access))
    links.revoke_link(link=found, at=clock.now())
    messages.success(request, f"The link sent to {found.address} no longer works.")
    return redirect("actions:lead", ods_code, found.lead_id)


@require_POST
def forget_spelling(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """That a name is another spelling of a lead was a mistake: in a plan that is brought in it is a lead of its own."""
    found = get_object_or_404(Spelling.objects.of(request.access.organisation), pk=pk)
    allow(policies.can_edit_leads(request.access))
    found.delete()
    messages.success(request, f"'{found.name}' is no longer a spelling of {found.lead.name}.")
    return redirect("actions:lead", ods_code, found.lead_id)
