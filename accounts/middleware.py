"""Finds the organisation of an address, for this person: one that is not theirs does not exist."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import access_of
from accounts.models import Organisation, User


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
