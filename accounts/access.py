"""What one person may do in one organisation: the request carries it, policies read it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import Membership, Organisation, Role, User


@dataclass(frozen=True)
class Access:
    """A signed-in person in the organisation of the address, with the roles held there."""

    user: User
    organisation: Organisation
    roles: frozenset[str]

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


class HtmxRequest(HttpRequest):
    """A request that knows whether htmx made it, as HtmxMiddleware leaves it."""

    htmx: HtmxDetails


class MemberRequest(HtmxRequest):
    """A request to an address under an organisation, as OrganisationMiddleware leaves it."""

    user: User
    access: Access


def access_of(user: User, organisation: Organisation) -> Access:
    """The access of a user to an organisation that is visible to them; without a role there, they oversee it."""
    held = Membership.objects.filter(user=user, organisation=organisation).values_list("role", flat=True)
    return Access(user, organisation, frozenset(held) or frozenset({Role.OVERSEER.value}))
