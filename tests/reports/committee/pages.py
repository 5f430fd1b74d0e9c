"""What the tests of the committee's pages do over and over: find a page, answer its form, and read it."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.html import escape

Q3 = "2021-22-Q3"
HOME = "/RXY/committee/"
PAPER = f"{HOME}{Q3}/"


def address(name: str, *values: object, quarter: str = Q3) -> str:
    """Of a paper's page, or of a decision or an address by its number."""
    return reverse(f"reports:{name}", args=["RXY", *(values or [quarter])])


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def shows(answer: Any, words: str) -> bool:
    return escape(words) in text_of(answer)


def days(meeting: str, paper: str, version: int = 1) -> dict[str, object]:
    """What the form of the days sends, for ISO dates."""
    boxes = {}
    for name, day in (("held_on", meeting), ("paper_due_on", paper)):
        year, month, number = day.split("-")
        boxes |= {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}
    return boxes | {"version": version}


def front_sheet(version: int = 1, **lines: str) -> dict[str, object]:
    return {"version": version, "purpose": "assurance", "assurance": ""} | lines


def send(client: Client, to: str, **answers: object) -> Any:
    """Sends a form, and reads the page that it leads to."""
    return client.post(to, answers, follow=True)
