"""What the tests of uploaded spreadsheets do over and over: choose a file, look at its preview, confirm it."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from indicators.models import Draft, Score, Submission, Upload
from indicators.services.drafting import indicators_of
from indicators.spreadsheets.workbook import Column, WrittenSheet, write_csv, write_workbook
from indicators.spreadsheets.year_form import year_form
from indicators.uploads import Preview, from_json
from tests.indicators.records import KINGSTON

YEARS = "/RYR/submissions/wres/"
FORM, OF_YEAR, PAST = f"{YEARS}2022/form.xlsx", f"{YEARS}2022/upload/", f"{YEARS}upload/"
TABLE = [["", *map(str, sorted(KINGSTON))]] + [
    [f"Indicator {number}{' BME' if 5 <= number <= 8 else ''}", *(KINGSTON[year][number] for year in sorted(KINGSTON))]
    for number in range(2, 10)
]


def choose(client: Client, address: str, content: bytes, name: str = "scores.xlsx") -> HttpResponse:
    """Uploads a file and goes where the answer leads."""
    return client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)


def as_csv(*rows: list[str]) -> bytes:
    return write_csv(rows[0], rows[1:])


def past(client: Client, *rows: list[str]) -> HttpResponse:
    return choose(client, PAST, as_csv(*rows), "scores.csv")


def filled_in(typed: dict[str, str], **others: str) -> bytes:
    """The form of 2022 as it comes back, with these figures."""
    submission = Submission.objects.get(year=2022)
    definitions = [indicator.definition for indicator in indicators_of(submission)]
    of_form = {"organisation": submission.organisation.name, "standard": submission.standard.code} | others
    return write_workbook([year_form(definitions, typed, year=2022, **of_form)])


def read_so_far() -> Preview:
    return from_json(Upload.objects.get().cells)


def row_of(response: HttpResponse, address: str) -> str:
    """What the preview says of one cell."""
    [row] = re.findall(rf'scope="row" role="rowheader">{address}</th>.*?</tr>', response.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", row).replace("&#x27;", "'").split())


def confirm(client: Client, upload: Upload | None = None) -> HttpResponse:
    upload = upload or Upload.objects.get()
    return client.post(f"/RYR/uploads/{upload.pk}/confirm/", follow=True)


def typed() -> dict[str, str]:
    found: dict[str, str] = Draft.objects.get().typed
    return found


def printed() -> dict[tuple[int, int], str]:
    scores = Score.objects.exclude(printed="").select_related("submission", "indicator")
    return {(score.submission.year, score.indicator.number): score.printed for score in scores}


def as_workbook(*rows: list[str]) -> bytes:
    return write_workbook([WrittenSheet("Scores", [Column(text) for text in rows[0]], rows[1:])])
