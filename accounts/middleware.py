"""Sign-in before everything, and the organisation of an address: one that is not the person's does not exist."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.access import access_of
from accounts.models import Organisation, User


class SignInFirst(LoginRequiredMiddleware):
    """Asks for sign-in, and leads back afterwards: after a form, to the page on which it stood."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        page = request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
        return redirect_to_login(page if ours else reverse("start"))


class OrganisationMiddleware:
    """Sets request.access for every address that names an organisation, or answers 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> None:
        if "ods_code" in kwargs and isinstance(request.user, User):
            visible = Organisation.objects.visible_to(request.user)
            organisation = get_object_or_404(visible, ods_code=kwargs["ods_code"])
            request.access = access_of(request.user, organisation)  # type: ignore[attr-defined]
