"""One message as it was sent, sending it again, and the mails kept in sample mode."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import MemberRequest
from outbox import policies, services
from outbox.models import Message
from outbox.private_links import hidden
from outbox.sample_mail import read_kept_mail


@require_safe
def message(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    if not policies.can_read_messages(request.access):
        raise PermissionDenied
    found = get_object_or_404(Message.objects.of(request.access.organisation), pk=pk)
    return render(request, "outbox/message.html", {"message": found, "text": hidden(found.text)})


@require_POST
def again(request: MemberRequest, ods_code: str, pk: int) -> HttpResponse:
    if not policies.can_read_messages(request.access):
        raise PermissionDenied
    found = get_object_or_404(Message.objects.of(request.access.organisation), pk=pk)
    try:
        services.send_again(message=found, now=clock.now())
    except services.NothingToRetryError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "The message will be sent again within a minute.")
    return redirect("outbox:message", ods_code, pk)


@require_safe
def sample_mail(request: HttpRequest) -> HttpResponse:
    kept = read_kept_mail(settings.SAMPLE_MAIL_DIR)
    return render(request, "outbox/sample_mail.html", {"mails": kept})
