"""Who belongs to an organisation: adding and removing members."""

from django.db import transaction

from accounts.models import Membership, Organisation, Role, User


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
    managers = Membership.objects.filter(
        organisation=membership.organisation_id, role__in=(Role.EDI_LEAD, Role.ADMIN)
    )
    if membership.role in (Role.EDI_LEAD, Role.ADMIN) and managers.count() == 1:
        raise LastManagerError("This is the only person who can manage members. Add another first.")
    membership.delete()
