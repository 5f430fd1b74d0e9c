"""Who belongs to an organisation, and what it has set for itself."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import MANAGERS, Membership, Organisation, Role, User

REMINDING = ("remind_before", "remind_after", "escalate_after")
PUBLISHING = ("issues_papers_by_hand", "hides_below")
SETTINGS = ("committee_name", "bme_label", "confirms_completion", "resends_unknown", *REMINDING, *PUBLISHING)


class SetMeanwhileError(Exception):
    """Somebody else changed the settings after the page was opened."""


class LastManagerError(Exception):
    """An organisation must keep someone who can manage its members."""


@transaction.atomic
def add_member(*, organisation: Organisation, name: str, email: str, role: str) -> tuple[Membership, bool]:
    """The membership, and whether it is new. A person who is known keeps their name and password."""
    nobody_knows = {"name": name, "password": make_password(None)}
    user, _ = User.objects.get_or_create(email=email, defaults=nobody_knows)
    return Membership.objects.get_or_create(user=user, organisation=organisation, role=role)


@transaction.atomic
def remove_member(*, membership: Membership) -> None:
    """Takes away one role; what the person did stays on record under their name.

    Raises LastManagerError where nobody would be left to manage members, or to keep the plan.
    """
    # Two managers who remove each other at the same moment wait here, one for the other.
    organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    others = Membership.objects.of(organisation).filter(user__is_active=True).exclude(pk=membership.pk)
    for roles, who in (([Role.EDI_LEAD], "EDI lead"), (MANAGERS, "person who can manage members")):
        if keeps(membership, roles) and not others.filter(role__in=roles).exists():
            raise LastManagerError(f"This is the only {who}. Add another first.")
    membership.delete()


def keeps(membership: Membership, roles: Sequence[Role]) -> bool:
    """Whether this person, who can sign in, is one of those of whom an organisation needs one."""
    return membership.user.is_active and membership.role in roles


def settings_of(organisation: Organisation) -> dict[str, Any]:
    return {name: getattr(organisation, name) for name in SETTINGS}


def fingerprint(organisation: Organisation) -> str:
    """The settings as one text, by which a page knows whether they are still as it showed them."""
    return json.dumps(settings_of(organisation), sort_keys=True)


@transaction.atomic
def change_settings(*, organisation: Organisation, seen: str, **values: Any) -> None:
    """Raises SetMeanwhileError where they are no longer as they were seen, and writes nothing then."""
    found = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if fingerprint(found) != seen:
        raise SetMeanwhileError
    for name in SETTINGS:
        setattr(found, name, values[name])
    found.save()


def number_of_edi_leads(organisation: Organisation) -> int:
    return Membership.objects.of(organisation).filter(role=Role.EDI_LEAD, user__is_active=True).count()
