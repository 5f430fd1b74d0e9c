"""One message as it was sent, what a person decides about it, and what steers all of the mail."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from accounts.downloads import download
from outbox import heartbeat, policies, services
from outbox.models import Attachment, Message
from outbox.nudge import nudge
from outbox.private_links import hidden
from outbox.sample_mail import read_kept_mail

# Of the app above, where the messages of all kinds are listed.
LIST = "actions:messages"


@require_safe
def message(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = message_of(request, pk)
    context = {"message": found, "text": hidden(found.text), "attachments": found.attachments.listed()}
    return render(request, "outbox/message.html", context)


@require_safe
def attachment(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    """The file that went with messages, as a download: for whoever may read them."""
    check_may_steer(request)
    found = get_object_or_404(Attachment.objects.of(request.access.organisation), pk=pk)
    return download(bytes(found.content), name=found.name, media_type=found.media_type)


@require_POST
def again(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = message_of(request, pk)
    try:
        services.send_again(message=found, now=clock.now())
    except services.NothingToRetryError as error:
        messages.warning(request, str(error))
    else:
        nudge()
        messages.success(request, f"The message will be sent again {when(request)}.")
    return redirect("outbox:message", ods_code, pk)


@require_POST
def arrived(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = message_of(request, pk)
    try:
        services.settle_as_arrived(message=found, by=request.user, now=clock.now())
    except services.NothingToSettleError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "The message is on record as sent.")
    return redirect("outbox:message", ods_code, pk)


@require_POST
def leave(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    found = message_of(request, pk)
    try:
        services.leave_unsent(message=found, by=request.user)
    except services.NothingToSettleError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "The message is left as it is. It does not go again.")
    return redirect(LIST, ods_code)


@require_POST
def test(request: MemberRequest, ods_code: str) -> HttpResponse:
    check_may_steer(request)
    services.put_test(organisation=request.access.organisation, user=request.user, now=clock.now())
    nudge()
    messages.success(request, f"A test will be sent to {request.user.email} {when(request)}.")
    return redirect(LIST, ods_code)


@require_POST
def pause(request: MemberRequest, ods_code: str) -> HttpResponse:
    check_may_steer(request)
    services.pause(organisation=request.access.organisation, now=clock.now())
    messages.success(request, "Mail is paused. What becomes due waits until you resume it.")
    return redirect(LIST, ods_code)


@require_POST
def resume(request: MemberRequest, ods_code: str) -> HttpResponse:
    check_may_steer(request)
    services.resume(organisation=request.access.organisation, now=clock.now())
    nudge()
    messages.success(request, "Mail is resumed. What waits goes out from now on: reminders on working days from 8am.")
    return redirect(LIST, ods_code)


@require_POST
def let_go(request: MemberRequest, ods_code: str) -> HttpResponse:
    check_may_steer(request)
    if heartbeat.let_go(seen=request.POST.get("held", ""), now=clock.now()):
        messages.success(request, "Mail is no longer held. It goes out from the next minute on.")
    else:
        messages.warning(request, "Nothing was changed: mail is held for another reason now, or for none.")
    return redirect(LIST, ods_code)


def message_of(request: MemberRequest, pk: int) -> Message:
    check_may_steer(request)
    return get_object_or_404(Message.objects.of(request.access.organisation), pk=pk)


def when(request: MemberRequest) -> str:
    return "once mail is resumed" if request.access.organisation.mail_paused_at else "within a minute"


def check_may_steer(request: MemberRequest) -> None:
    if not policies.can_read_messages(request.access):
        raise PermissionDenied


@require_safe
def sample_mail(request: HttpRequest) -> HttpResponse:
    kept = read_kept_mail(settings.SAMPLE_MAIL_DIR)
    return render(request, "outbox/sample_mail.html", {"mails": kept})
