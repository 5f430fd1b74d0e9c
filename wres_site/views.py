"""Pages of the site itself: is it well, is it accessible, and what to do when something went wrong."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import clock
from outbox import heartbeat


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For a monitor: 200 while the database answers, ticks come and mail goes out, else 503."""
    try:
        well = heartbeat.how_it_is(now=clock.now())
    except DatabaseError:
        return JsonResponse({"database": "down"}, status=503)
    found = {
        "database": "ok",
        "last tick": "ok" if well.ticks else "late" if well.has_begun else "never",
        "oldest message": "ok" if well.messages else "late",
        "mail": "held" if well.held else "ok",
    }
    return JsonResponse(found, status=200 if well.is_well else 503)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Drawn without the request: the database that broke is asked for nothing."""
    return HttpResponse(render_to_string("500.html"), status=500)
