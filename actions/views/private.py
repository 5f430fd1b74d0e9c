"""For pages that whoever has their address can read, or that show such an address."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.http import HttpResponse

# The referrer stays within the site: without any, browsers hide the origin of a form too, and saving would be refused.
PRIVATE = {"Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-store"}

Asked = ParamSpec("Asked")


def private(view: Callable[Asked, HttpResponse]) -> Callable[Asked, HttpResponse]:
    """No answer of the view is kept by a cache, indexed or told to others, unless the view itself says how."""

    @wraps(view)
    def answered(*args: Asked.args, **kwargs: Asked.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        for header, value in PRIVATE.items():
            response.headers.setdefault(header, value)
        return response

    return answered
