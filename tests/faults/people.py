"""People who update actions while the broker is frozen: by real requests to a real server of the site."""

import http.client
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from actions.models import Action, Update

TOKEN = "a" * 32


@dataclass(frozen=True)
class Updated:
    """How many updates were sent and are on record, and the seconds of the slowest answer."""

    sent: int
    kept: int
    slowest: float


def update(port: int, *, times: int) -> Updated:
    """The EDI lead says of one action after another that it is on track, and asks for a link now and then."""
    person, trust = User.objects.earliest("pk"), Organisation.objects.earliest("pk")
    client = Client()
    client.force_login(person)
    cookie = f"sessionid={client.cookies[settings.SESSION_COOKIE_NAME].value}; csrftoken={TOKEN}"
    before, slowest = Update.objects.count(), 0.0
    for turn in range(times):
        action = Action.objects.order_by("pk")[turn % Action.objects.count()]
        address = reverse("actions:update", args=[trust.ods_code, action.pk])
        fields = {"version": action.version, "status": "on_track", "progress": f"Said for the {turn}. time."}
        slowest = max(slowest, post(port, address, fields, cookie))
        if turn % 50 == 0:
            slowest = max(slowest, post(port, reverse("outbox:test", args=[trust.ods_code]), {}, cookie))
    return Updated(times, Update.objects.count() - before, slowest)


def post(port: int, address: str, fields: dict[str, object], cookie: str) -> float:
    """The seconds until the answer, which leads on to another page."""
    site = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "Host": "testserver"}
    body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN})
    began = time.perf_counter()
    site.request("POST", address, body, headers)
    answer = site.getresponse()
    answer.read()
    taken = time.perf_counter() - began
    if answer.status != http.client.FOUND:
        raise RuntimeError(f"{address} answered {answer.status}")
    return taken
