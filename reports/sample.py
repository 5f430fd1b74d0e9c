"""The sample: Kingston's published 2021 report, and made-up people at made-up addresses who use it."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from accounts.models import Membership, Organisation, Role, User
from actions.models import Lead
from actions.services.deadlines import roll
from reports.loading import load
from reports.report_file import parse


@dataclass(frozen=True)
class Person:
    """A made-up person; `holds` is the post of theirs in Kingston's plan."""

    email: str
    name: str
    role: Role
    what: str
    holds: str = ""


PEOPLE = (
    Person(
        "edi.lead@kingston.example",
        "Amara Osei",
        Role.EDI_LEAD,
        "EDI lead: keeps the plan",
        "Head of Equality, Diversity & Inclusion",
    ),
    Person("admin@kingston.example", "Rhys Bevan", Role.ADMIN, "Admin: enters the scores, keeps the members"),
    Person("committee@kingston.example", "Helen Marsh", Role.COMMITTEE, "Committee member: reads"),
    Person(
        "recruitment@kingston.example",
        "Priya Nair",
        Role.LEAD,
        "Lead: updates the actions of Recruitment",
        "Head of Recruitment",
    ),
)


@transaction.atomic
def load_sample(*, password: str, on: date) -> Organisation:
    """Kingston with its people, at the first start; afterwards what people did since stays as it is."""
    path = settings.BASE_DIR / "sample" / "kingston-wres-2021.toml"
    loaded = load(parse(path.read_text(encoding="utf-8")))
    for person in PEOPLE if loaded.is_new else ():
        user = User.objects.create_user(email=person.email, name=person.name, password=password)
        Membership.objects.create(user=user, organisation=loaded.organisation, role=person.role)
        for post in Lead.objects.of(loaded.organisation).filter(name=person.holds):
            post.holder, post.address = person.name, person.email
            post.save()
    roll(on=on)
    return loaded.organisation
