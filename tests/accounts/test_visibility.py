"""Which organisations somebody sees, and with what roles."""

from collections.abc import Iterable

import pytest

from accounts.access import access_of
from accounts.models import Membership, Organisation, Role, User
from tests.factories import make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db

# Each with the one above it.
TREE = {
    "region": None,
    "board": "region",
    "group": "board",
    "trust": "group",
    "site": "trust",
    "neighbour": "group",
    "other board": "region",
    "other trust": "other board",
    "far": None,
}
OTHER_ROLES = [role for role in Role if role != Role.OVERSEER]


@pytest.fixture
def tree() -> dict[str, Organisation]:
    made: dict[str, Organisation] = {}
    for name, above in TREE.items():
        made[name] = make_organisation(name=name, parent=made[above] if above else None)
    return made


def seen_by(user: User) -> list[str]:
    return [organisation.name for organisation in Organisation.objects.visible_to(user)]


@pytest.mark.parametrize(
    ("role", "at", "seen"),
    [
        (Role.OVERSEER, "region", ["board", "group", "neighbour", "other board", "other trust", "region", "trust"]),
        (Role.OVERSEER, "board", ["board", "group", "neighbour", "site", "trust"]),
        (Role.OVERSEER, "group", ["group", "neighbour", "site", "trust"]),
        (Role.OVERSEER, "trust", ["site", "trust"]),
        (Role.OVERSEER, "site", ["site"]),
        (Role.OVERSEER, "far", ["far"]),
        *[(role, at, [at]) for role in OTHER_ROLES for at in ("region", "trust", "site")],
    ],
)
def test_an_overseer_sees_three_levels_down_and_nobody_sees_up_or_sideways(
    tree: dict[str, Organisation], role: Role, at: str, seen: list[str]
) -> None:
    user = make_member(tree[at], role)

    assert seen_by(user) == seen


def test_without_a_membership_nothing_is_seen(tree: dict[str, Organisation]) -> None:
    make_member(tree["region"], Role.OVERSEER)

    assert seen_by(make_user()) == []


def test_what_is_seen_in_several_ways_is_listed_once(tree: dict[str, Organisation]) -> None:
    user = make_user()
    for at in ("group", "trust"):
        for role in Role:
            Membership.objects.create(user=user, organisation=tree[at], role=role)

    assert seen_by(user) == ["group", "neighbour", "site", "trust"]


def test_organisations_of_the_same_name_keep_their_order() -> None:
    region = make_organisation(name="Region")
    twins = [make_organisation(name="Twin", parent=region) for _ in range(3)]

    visible = Organisation.objects.visible_to(make_member(region, Role.OVERSEER))

    assert list(visible) == [region, *twins]


@pytest.mark.parametrize(
    ("held", "roles"),
    [
        ([("trust", Role.EDI_LEAD)], {Role.EDI_LEAD}),
        ([("trust", Role.EDI_LEAD), ("trust", Role.ADMIN)], {Role.EDI_LEAD, Role.ADMIN}),
        ([("board", Role.OVERSEER)], {Role.OVERSEER}),
        ([("board", Role.OVERSEER), ("trust", Role.COMMITTEE)], {Role.COMMITTEE}),
        ([("board", Role.OVERSEER), ("board", Role.ADMIN)], {Role.OVERSEER}),
    ],
)
def test_somebody_has_the_roles_held_there_or_oversees(
    tree: dict[str, Organisation], held: Iterable[tuple[str, Role]], roles: set[Role]
) -> None:
    user = make_user()
    for at, role in held:
        Membership.objects.create(user=user, organisation=tree[at], role=role)

    access = access_of(user, tree["trust"])

    assert access.roles == roles
    assert [role for role in Role if access.has(role)] == [role for role in Role if role in roles]


def test_one_of_several_roles_is_enough(tree: dict[str, Organisation]) -> None:
    access = access_of(make_member(tree["trust"], Role.ADMIN), tree["trust"])

    assert access.has(Role.EDI_LEAD, Role.ADMIN)
    assert not access.has(Role.EDI_LEAD, Role.LEAD)
