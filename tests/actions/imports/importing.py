"""What the tests of bringing a plan in do over and over: choose a document, look at its preview, put it right."""

import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from actions.imported import ImportedAction, from_json
from actions.models import PlanImport
from tests.actions.documents.documents import Written, docx_of

IMPORT = "/RYR/plans/import/"
HEAD = ["Indicator", "Actions", "Timescale", "Lead"]
ROW: list[Written] = ["2", "Train the chairs", "March 2022", "Head of HR with support from MEGA"]
FOUR = ["* Train the chairs", "* Publish the figures", "* Ask the network", "* Write it up"]
ABOUT = {"year": "2021", "starts_on_day": "1", "starts_on_month": "10", "starts_on_year": "2021"}


def choose(client: Client, content: bytes = b"", name: str = "plan.docx", **typed: str) -> HttpResponse:
    """Chooses a document and goes where the answer leads."""
    page = client.get(IMPORT)
    file = {"file": SimpleUploadedFile(name, content)} if name else {}
    given = ABOUT | {"standard": str(page.context["form"].fields["standard"].initial)} | typed
    return client.post(IMPORT, given | file, follow=True)


def bring(client: Client, *rows: list[Written]) -> PlanImport:
    """What was read of a Word table under its headings."""
    choose(client, docx_of(HEAD, *rows))
    return the_import()


def the_import() -> PlanImport:
    return PlanImport.objects.latest("pk")


def actions_read() -> list[ImportedAction]:
    return from_json(the_import().rows)


def address(step: str = "") -> str:
    return f"{IMPORT}{the_import().pk}/{step}"


def post(client: Client, step: str, **given: Any) -> HttpResponse:
    """Sends a form of the import as it stands now, and goes where the answer leads."""
    return client.post(address(step), {"version": the_import().version} | given, follow=True)


def mend(client: Client, key: int, **changed: Any) -> HttpResponse:
    """Puts one action right: the form as it is shown, with these answers in it."""
    form = client.get(address(f"rows/{key}/")).context["form"]
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    given = {name: value for name, value in shown.items() if value is not None} | changed
    return client.post(address(f"rows/{key}/"), given, follow=True)


def words(response: HttpResponse) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def row_of(response: HttpResponse, key: int) -> str:
    """What the preview says of one action."""
    [row] = re.findall(rf'id="action-{key}">.*?</tr>', response.content.decode(), re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split())
