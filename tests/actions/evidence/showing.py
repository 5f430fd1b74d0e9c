"""What the tests of evidence do over and over: find a page, and send a file with its form."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions.models import Action, Evidence
from tests.actions import files

HTMX = {"HX-Request": "true"}


def address(name: str, action: Action) -> str:
    return reverse(f"actions:{name}", args=[action.plan.organisation.ods_code, action.pk])


def of(name: str, evidence: Evidence) -> str:
    return reverse(f"actions:{name}", args=[evidence.action.plan.organisation.ods_code, evidence.pk])


def upload(name: str = "minutes.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf() if content is None else content)
