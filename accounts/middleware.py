"""Sign-in before everything, and the organisation of an address: one that is not the person's does not exist."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from accounts import held
from accounts.access import HtmxRequest, access_of
from accounts.models import Organisation, User


class SignInFirst(LoginRequiredMiddleware):
    """Asks for sign-in, and leads back afterwards: after a form, to the page on which it stood, with what was typed."""

    def handle_no_permission(  # type: ignore[override]  # the parent's is narrower than the answers that Django takes
        self, request: HtmxRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.htmx:
            return self.answer_in_place(request)
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        page = request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
        if ours:
            held.keep(request, page=urlsplit(page).path)
        return redirect_to_login(page if ours else reverse("start"))

    def answer_in_place(self, request: HtmxRequest) -> HttpResponse:
        """A part of a page was asked for. What was typed stays where it is; what was not begun goes to sign-in."""
        if request.method == "POST":
            return HttpResponse(status=401)
        return HttpResponseClientRedirect(redirect_to_login(request.htmx.current_url_abs_path or "/").url)


class OrganisationMiddleware:
    """Sets request.access for every address that names an organisation, or answers 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            # Back shows the page as it is now, and nothing at all after signing out on a shared machine.
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> None:
        if "ods_code" in kwargs and isinstance(request.user, User):
            visible = Organisation.objects.visible_to(request.user)
            organisation = get_object_or_404(visible, ods_code=kwargs["ods_code"])
            request.access = access_of(request.user, organisation)  # type: ignore[attr-defined]
