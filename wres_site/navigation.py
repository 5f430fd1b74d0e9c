"""The links at the top of each page, for what this person may see here."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts import clock
from accounts import policies as accounts
from accounts.access import Access
from accounts.models import Organisation, Role
from actions.quarters import Quarter
from outbox import heartbeat
from outbox import policies as outbox

# Every address that belongs to the plan, and every one that belongs to what is measured.
OF_THE_PLAN = ("actions/", "plans/", "approvals/", "carryings/")
OF_INDICATORS = ("indicators/", "submissions/", "uploads/", "benchmarks/", "targets/", "model-employer/")


@dataclass(frozen=True)
class Link:
    """One link of the menu; `current` where the page stands under it."""

    text: str
    href: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """What base.html needs on every page."""
    site = {
        "service_name": settings.SERVICE_NAME,
        "font_stylesheet": settings.FONT_STYLESHEET,
        "sample": settings.SAMPLE,
        "today": clock.today(),
    }
    access: Access | None = getattr(request, "access", None)
    if access is None:
        return site
    several = len(Organisation.objects.visible_to(access.user)[:2]) > 1
    return site | {
        "access": access,
        "several_organisations": several,
        "navigation_links": links(access, request.path),
        "mail": heartbeat.how_it_is(now=clock.now()) if outbox.can_read_messages(access) else None,
    }


def links(access: Access, path: str) -> list[Link]:
    """The pages that this person may see. A page is current for every address under it; the overview for its own."""
    code = access.organisation.ods_code
    home = reverse("reports:overview", args=[code])
    quarter = reverse("reports:quarter", args=[code, Quarter.of(clock.today())])
    pages: list[tuple[str, str, str | tuple[str, ...], bool]] = [
        ("Indicators", reverse("indicators:scores", args=[code]), OF_INDICATORS, True),
        ("Action plan", reverse("actions:plan", args=[code]), OF_THE_PLAN, True),
        ("My actions", reverse("actions:mine", args=[code]), "my-actions/", access.has(Role.LEAD, Role.EDI_LEAD)),
        ("This quarter", quarter, "quarters/", True),
        ("Committee", reverse("reports:committee", args=[code]), "committee/", True),
        ("Reports", reverse("reports:publications", args=[code]), "publications/", True),
        ("Leads", reverse("actions:leads", args=[code]), "leads/", True),
        ("Messages", reverse("actions:messages", args=[code]), "messages/", outbox.can_read_messages(access)),
        ("Members", reverse("members", args=[code]), "members/", accounts.can_manage_members(access)),
        ("Settings", reverse("settings", args=[code]), "settings/", accounts.can_change_settings(access)),
    ]
    below = path.removeprefix(home)
    allowed = [Link(text, href, below.startswith(under)) for text, href, under, may in pages if may]
    return [Link("Overview", home, path == home), *allowed]
