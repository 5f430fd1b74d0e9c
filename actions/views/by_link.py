"""What a lead does through the link in a message, without an account: reads its open actions and updates them."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import HtmxRequest
from actions import policies
from actions.forms.updates import UpdateForm
from actions.models import Action, ActionQuerySet, Update, UpdateLink
from actions.numbers import number_in
from actions.pages.meanwhile import Meanwhile, meanwhile_of
from actions.pages.plan_table import row_for
from actions.services import evidence, links, updating
from actions.services.meanwhile import ChangedMeanwhileError, MeanwhileError
from actions.views.allowing import allow
from actions.views.private import private
from actions.views.typed import typed_onto

A_PAGE = 50
MOST_UNKNOWN, COUNTED_FOR = 60, 10 * 60  # tries of tokens that do not work, from one address, in seconds

NO_ROOM = "Files of 50 MB have come through this link today, and that is the limit. Save without it, or enter a link."
WORDS = ("progress", "being_done", "improves")

View = Callable[..., HttpResponse]


def by_token(view: View) -> View:
    """Opens the link of the token, or answers that it opens nothing, the same for every reason."""

    @login_not_required
    @private
    @wraps(view)
    def opened(request: HtmxRequest, token: str, **values: int) -> HttpResponse:
        try:
            link = links.open_link(token, at=clock.now())
            return view(request, link, token, **values) if link else nothing_there(request)
        except links.UsedTooOftenError:
            return render(request, "actions/by_link/too_often.html", status=429)
        except (Http404, PermissionDenied):
            return render(request, "actions/by_link/nothing.html", status=404)

    return opened


def nothing_there(request: HtmxRequest) -> HttpResponse:
    """Whoever tries many tokens that do not work is slowed down, whether these ever worked or not.

    Of their address a keyed hash is held for some minutes, in memory.
    """
    tried = "link-that-fails:" + salted_hmac("link-that-fails", address_of(request)).hexdigest()
    if count_try(tried) > MOST_UNKNOWN:
        raise links.UsedTooOftenError
    return render(request, "actions/by_link/nothing.html", status=404)


def count_try(tried: str) -> int:
    cache.add(tried, 0, COUNTED_FOR)
    try:
        return cache.incr(tried)
    except ValueError:  # forgotten between the two, as a cache may do at any moment
        return 1


def address_of(request: HtmxRequest) -> str:
    """Of the browser. Behind the proxy that the install trusts that is the last hop, which the proxy itself adds."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    last: str = hops.rpartition(",")[2].strip()
    return last or request.META.get("REMOTE_ADDR", "")


@by_token
@require_safe
def actions(request: HtmxRequest, link: UpdateLink, token: str) -> HttpResponse:
    """The open actions of the lead, the most urgent first; what was just saved above them, with the next to update."""
    today = clock.today()
    page = Paginator(of_lead(link).open().by_urgency().with_latest(), A_PAGE).get_page(request.GET.get("page"))
    rows = [row_for(each, can_update=True, on=today) for each in page]
    saved = saved_of(request, link)
    context = {
        "link": link,
        "token": token,
        "page": page,
        "rows": rows,
        "saved": saved,
        "next_action": waiting_of(link, on=today).first() if saved else None,
    }
    return render(request, "actions/by_link/actions.html", context)


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HtmxRequest, link: UpdateLink, token: str, pk: int) -> HttpResponse:
    action = action_of(link, pk)
    if not action.is_open:
        return show_ended(request, token, action)
    if request.method != "POST":
        return show(request, link, token, action, UpdateForm.about(action))
    form = UpdateForm.answered(action, request.POST, request.FILES)
    if form.is_valid() and not evidence.has_room(link, form.cleaned_data["evidence"], at=clock.now()):
        form.add_error("file", NO_ROOM)
    if not form.is_valid():
        return show(request, link, token, action, form)
    try:
        made = updating.record_update(action=action, link=link, at=clock.now(), **form.cleaned_data)
    except ChangedMeanwhileError:
        return show_both(request, link, token, pk, seen=form.cleaned_data["version"])
    except updating.WordsNeededError as error:  # the evidence was taken away after the page was opened
        form.add_error("progress", str(error))
        return show(request, link, token, action, form)
    return done(request, link, token, made)


@by_token
@require_safe
def card(request: HtmxRequest, link: UpdateLink, token: str, pk: int) -> HttpResponse:
    """The action as it stood before somebody began an update in its place, for Cancel."""
    if not request.htmx:
        return redirect("actions:by_link", token)
    row = row_for(action_of(link, pk), can_update=True, on=clock.today())
    return render(request, "actions/by_link/card.html", {"row": row, "token": token, "cancelled": True})


@by_token
@require_POST
def undo(request: HtmxRequest, link: UpdateLink, token: str, pk: int) -> HttpResponse:
    updates = Update.objects.of(link.lead.organisation).select_related("action__plan__organisation", "link", "made_by")
    found = get_object_or_404(updates, pk=pk, link=link)
    allow(policies.can_withdraw_through(link, found))
    try:
        updating.withdraw_update(update=found, link=link, at=clock.now())
    except MeanwhileError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Your update is undone. The action is as it was before.")
    return redirect("actions:by_link", token)


# ---- what these pages share


def of_lead(link: UpdateLink) -> ActionQuerySet:
    return Action.objects.of(link.lead.organisation).led_by([link.lead])


def waiting_of(link: UpdateLink, *, on: date) -> ActionQuerySet:
    """Those that nobody updated on that day, on whichever page they stand."""
    updated = Update.objects.of(link.lead.organisation).standing().filter(made_on=on).values("action")
    return of_lead(link).open().exclude(pk__in=updated).by_urgency()


def action_of(link: UpdateLink, pk: int) -> Action:
    action = get_object_or_404(of_lead(link).with_parts(), pk=pk)
    allow(policies.can_update_through(link, action))
    return action


def saved_of(request: HtmxRequest, link: UpdateLink) -> Update | None:
    saved = number_in(request.GET.get("saved", ""))
    if not saved:
        return None
    made = Update.objects.of(link.lead.organisation).standing().select_related("action")
    return made.filter(pk=saved, link=link).first()


def show(
    request: HtmxRequest,
    link: UpdateLink,
    token: str,
    action: Action,
    form: UpdateForm,
    *,
    meanwhile: Meanwhile | None = None,
) -> HttpResponse:
    template = "actions/by_link/update_in_place.html" if request.htmx else "actions/by_link/update.html"
    context = {
        "link": link,
        "token": token,
        "form": form,
        "row": row_for(action, can_update=True, on=clock.today()),
        "meanwhile": meanwhile,
        "next": reverse("actions:by_link", args=[token]),
    }
    return render(request, template, context, status=409 if meanwhile else 422 if form.errors else 200)


def show_both(request: HtmxRequest, link: UpdateLink, token: str, pk: int, *, seen: int) -> HttpResponse:
    """How the action stands now, above what this person typed: saving again is then a choice."""
    action = action_of(link, pk)
    form = UpdateForm.answered(action, typed_onto(request, action.version), request.FILES)
    return show(request, link, token, action, form, meanwhile=meanwhile_of(action, seen=seen))


def show_ended(request: HtmxRequest, token: str, action: Action) -> HttpResponse:
    """An action that has ended asks for nothing. What somebody typed before they knew is shown, to be copied."""
    typed = [words for name in WORDS if (words := request.POST.get(name, "").strip())]
    row = row_for(action, can_update=False, on=clock.today())
    context = {"token": token, "row": row, "typed": typed}
    template = "actions/by_link/ended_in_place.html" if request.htmx else "actions/by_link/ended.html"
    return render(request, template, context, status=409 if request.method == "POST" else 200)


def done(request: HtmxRequest, link: UpdateLink, token: str, made: Update) -> HttpResponse:
    if request.htmx:
        row = row_for(action_of(link, made.action_id), can_update=True, on=clock.today())
        return render(request, "actions/by_link/card.html", {"row": row, "token": token, "just_saved": True})
    return redirect(f"{reverse('actions:by_link', args=[token])}?saved={made.pk}")
