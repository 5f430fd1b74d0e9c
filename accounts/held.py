"""Keeps what somebody sent after their sign-in had run out, so that it stands in its form when they are back.

A form that wants this says who types in it, in a hidden field. What it sent lies in the session of that browser, for
that page and that person, until the page is shown again or the session ends.
"""

from django.http import HttpRequest, QueryDict

from accounts.models import User

KEY = "held"
TYPED_BY = "typed_by"  # the hidden field: the number of the person to whom the form was shown
MOST = 200_000  # characters: more than any form here can fill
NEVER = ("csrfmiddlewaretoken", "password", "old_password", "new_password1", "new_password2")


def keep(request: HttpRequest, *, page: str) -> None:
    """Keeps what was posted for the page on which its form stands; passwords and files are never kept."""
    posted = request.POST.copy()
    for name in NEVER:
        posted.pop(name, None)
    typed = posted.urlencode()
    if TYPED_BY in posted and len(typed) <= MOST:
        request.session[KEY] = {"page": page, "typed": typed}


def take(request: HttpRequest, user: User) -> QueryDict | None:
    """What this person typed on this page, once; None where there is nothing, or somebody else typed it."""
    found = request.session.get(KEY)
    if request.method != "GET" or not found or found["page"] != request.path:
        return None
    del request.session[KEY]
    typed = QueryDict(found["typed"])
    return typed if typed[TYPED_BY] == str(user.pk) else None
