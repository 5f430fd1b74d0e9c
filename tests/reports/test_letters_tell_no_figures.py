"""No letter tells a score or a number of staff: a mail is forwarded, and what stands in it is published.

What somebody wrote stands as they wrote it: the wording and timescale of an action in its published plan.
"""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import Organisation, Role, User
from actions import link_letters, reminders
from actions.models import Action, Lead
from actions.services.deadlines import roll
from actions.statuses import Status
from indicators.models import BandCount, Figure, Score, StaffInPost
from outbox.models import Message
from outbox.private_links import hidden
from outbox.services import put_test
from reports import timetable
from reports.letters import DRAFT
from tests.factories import NOW, ROOT, make_member, make_update

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
STATES = "|".join(status.label.lower() for status in Status)
DAY = re.compile(rf"\d{{1,2}} ({MONTHS}) \d{{4}}")
# What may be said of a number of actions, or of indicators without their scores.
BECAME = (
    rf"{STATES}|overdue or off track|became overdue|(was|were) \w+|came to be|got worse|moved|stayed|cannot be compared"
)
BECAME += r"|changed (its|their) status otherwise|(is|are) (no longer|new|back) "
# The numbers that a letter may tell beside days: months, the quarter, how many, and for how long a link works.
TOLD = re.compile(
    rf"({MONTHS}) \d{{4}}|Q[1-4] \d{{4}}/\d\d|\d+ actions?\b|And \d+ more\.|\d+ of them to be confirmed"
    rf"|Of the \d+ indicators, in \d{{4}},|\d+ ({BECAME})\b|work(s)? for 60 days|\b5pm\b"
)
ADDRESS = re.compile(r"https?://\S+")
STYLES = re.compile(r"<style.*?</style>", re.DOTALL)
NUMBER = re.compile(r"\d[\d.,%]*")
# Of the templates of mails, those that Django itself sends.
OF_ONE_PERSON = {"password", "password_subject"}


def numbers_left(text: str, published: list[str]) -> list[str]:
    """The numbers of a letter that are neither an action's own words nor of a kind that may be told."""
    words = " ".join(strip_tags(STYLES.sub("", hidden(text))).split())
    words = DAY.sub("", words.replace("&#x27;", "'").replace("&amp;", "&"))
    for each in published:
        words = words.replace(DAY.sub("", each), "")
    return NUMBER.findall(TOLD.sub("", ADDRESS.sub("", words)))


@pytest.fixture
def letters(kingston: Organisation) -> list[Message]:
    """All that goes out about Kingston's plan in a year, with updates of every status."""
    Lead.objects.of(kingston).filter(name="Head of Recruitment").update(address="recruitment@trust.example")
    edi_lead = make_member(kingston, Role.EDI_LEAD, email="edi@trust.example", name="Amara Osei")
    make_member(kingston, Role.COMMITTEE, email="committee@trust.example")
    for action, status in zip(Action.objects.of(kingston).reverse(), Status.values, strict=False):
        make_update(action, by=edi_lead, status=status)
    for day in (date(2021, 12, 15) + timedelta(days=days) for days in range(0, 365, 3)):
        now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        roll(on=day)
        reminders.plan(now=now)
        timetable.keep(clock=lambda now=now: now)
        Message.objects.filter(state="pending").update(state="sent", sent_at=now, handed_over_at=now)
    for lead in Lead.objects.of(kingston).exclude(address=""):
        link_letters.send_link(lead=lead, at=NOW)
    put_test(organisation=kingston, user=edi_lead, now=NOW)
    return list(Message.objects.of(kingston))


def published(kingston: Organisation) -> list[str]:
    words = [each for action in Action.objects.of(kingston) for each in (action.wording, action.timescale) if each]
    return sorted({" ".join(each.split()) for each in words}, key=len, reverse=True)


def test_every_kind_of_letter_is_read_here(letters: list[Message]) -> None:
    drawn = {path.stem for path in (ROOT / "templates" / "emails").glob("*.txt")} - OF_ONE_PERSON

    kinds = {message.key.split(":")[2] if message.kind == DRAFT else message.kind for message in letters}
    assert len(kinds) == len(drawn) == 7


def test_no_letter_tells_a_score_or_a_number_of_staff(kingston: Organisation, letters: list[Message]) -> None:
    words = published(kingston)

    found = {
        (message.kind, number)
        for message in letters
        for part in (message.subject, message.text, message.html)
        for number in numbers_left(part, words)
    }

    assert found == set()
    assert {message.address for message in letters} >= {"recruitment@trust.example", "committee@trust.example"}


def test_the_mail_for_a_password_tells_none_either(
    kingston: Organisation, client: Client, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    person: User = make_member(kingston, Role.LEAD)

    client.post(reverse("password_forgotten"), {"email": person.email})

    (mail,) = mailoutbox
    assert numbers_left(f"{mail.subject} {mail.body}", [person.name]) == []


def test_a_letter_that_told_one_would_be_found(kingston: Organisation) -> None:
    figures = {*Score.objects.exclude(printed="").values_list("printed", flat=True)}
    figures |= {*map(str, StaffInPost.objects.values_list("number", flat=True))}
    figures |= {str(count) for counts in BandCount.objects.values_list("white", "bme") for count in counts}
    figures |= {*Figure.objects.exclude(printed="").values_list("printed", flat=True)}

    assert len(figures) > 40
    for figure in figures:
        assert numbers_left(f"<p>6 actions to update by 31 January 2022. It was {figure} in 2021.</p>", []) != ["2021."]
