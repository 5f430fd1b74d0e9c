"""What somebody typed or saw on a page: kept while they signed in again, and held against what changed meanwhile."""

from django.contrib import messages
from django.http import HttpRequest, QueryDict

from accounts import held
from accounts.access import MemberRequest
from actions.numbers import number_in

SIGNED_OUT = "You were signed out. What you typed is below, and not saved yet."
WITH_A_FILE = f"{SIGNED_OUT} If you had chosen a file, choose it again."


def typed_before(request: MemberRequest, said: str = SIGNED_OUT) -> QueryDict | None:
    """What was typed on this page before the sign-in ran out, with a message that says so."""
    typed = held.take(request, request.access.user)
    if typed is not None:
        messages.warning(request, said)
    return typed


def typed_onto(request: HttpRequest, version: int) -> QueryDict:
    """What is being sent, as if it were typed on the row as it stands now: saving again is then a choice."""
    typed = request.POST.copy()
    typed["version"] = str(version)
    return typed


def version_in(request: HttpRequest) -> int:
    """The version that the page showed; 0, which no row has, where it says none."""
    return number_in(request.POST.get("version", ""))
