"""Keeps what somebody sent after their sign-in had run out, so that it stands in its form when they are back.

It lies in their own session, for one page, until that page is shown again or the session ends.
"""

from django.http import HttpRequest, QueryDict

KEY = "held"
MOST = 200_000  # characters: more than any form here can fill, and little enough to keep for anybody
SECRET = ("csrfmiddlewaretoken", "password", "old_password", "new_password1", "new_password2")


def keep(request: HttpRequest, *, page: str) -> None:
    """Keeps what was posted for the page on which its form stands; passwords and files are never kept."""
    posted = request.POST.copy()
    for name in SECRET:
        posted.pop(name, None)
    typed = posted.urlencode()
    if posted and len(typed) <= MOST:
        request.session[KEY] = {"page": page, "typed": typed}


def take(request: HttpRequest) -> QueryDict | None:
    """What is kept for this page, once; None where there is nothing."""
    found = request.session.get(KEY)
    if request.method != "GET" or not found or found["page"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(found["typed"])
