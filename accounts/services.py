"""Who belongs to an organisation: adding and removing members."""

from collections.abc import Sequence

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import MANAGERS, Membership, Organisation, Role, User


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
