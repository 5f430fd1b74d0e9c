"""Who belongs to an organisation: adding and removing members."""

from django.db import transaction

from accounts.models import Membership, Organisation, Role, User

MANAGERS = (Role.EDI_LEAD, Role.ADMIN)


class LastManagerError(Exception):
    """An organisation must keep someone who can manage its members."""


@transaction.atomic
def add_member(*, organisation: Organisation, name: str, email: str, role: str) -> tuple[Membership, bool]:
    """The membership, and whether it is new. A person who is known keeps their name and password."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email=email, name=name)
    return Membership.objects.get_or_create(user=user, organisation=organisation, role=role)


@transaction.atomic
def remove_member(*, membership: Membership) -> None:
    """Takes away one role; what the person did stays on record under their name."""
    # Two managers who remove each other at the same moment wait here, one for the other.
    organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    others = Membership.objects.of(organisation).filter(role__in=MANAGERS, user__is_active=True)
    if membership.role in MANAGERS and not others.exclude(pk=membership.pk).exists():
        raise LastManagerError("This is the only person who can manage members. Add another first.")
    membership.delete()
