"""Where it counts that a completion waits."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Organisation, Role, User
from actions.models import Action
from actions.quarters import Quarter
from actions.services import confirming
from reports import summary
from reports.progress import progress_of
from tests.actions.confirming.completions import WAITS, address, complete, report
from tests.factories import NOW, make_member, make_user
from tests.indicators.records import record


def test_a_quarter_says_what_waited_at_its_end_whatever_was_confirmed_since(action: Action, author: User) -> None:
    update = complete(action, by=author)
    after = datetime(2022, 1, 10, 9, tzinfo=UTC)
    confirming.confirm_completion(action=action, version=action.version, by=make_user(), at=after)

    third = progress_of(action.plan, Quarter(2021, 3), on=date(2022, 2, 1))
    fourth = progress_of(action.plan, Quarter(2021, 4), on=date(2022, 2, 1))

    assert update.made_on == NOW.date()
    assert [item.status_words for item in third.completed] == [WAITS]
    assert "1 complete (1 of them to be confirmed)" in summary.sentences(third)[0]
    assert fourth.to_be_confirmed == []


def test_what_waits_is_not_delivered_and_has_not_met_its_deadline_yet(
    action: Action, author: User, trust: Organisation, client: Client, on: Callable[..., None]
) -> None:
    on("2021-12-15")
    complete(action, by=author)
    record(trust, 2021, {2: "1.31"})
    client.force_login(author)

    overview = client.get(reverse("reports:overview", args=[trust.ods_code])).context
    dates = client.get(address("action", action)).context["dates"]
    quarter = progress_of(action.plan, Quarter(2021, 3), on=date(2021, 12, 15))

    assert overview["total"] == "There is 1 action, and it waits to be confirmed."
    assert [line.tag for line in dates.lines] == ["To be confirmed"]
    assert [item.met for item in quarter.items] == [False]


def test_once_confirmed_it_is_delivered_and_its_deadline_met(
    action: Action, author: User, trust: Organisation, client: Client
) -> None:
    complete(action, by=author)
    confirming.confirm_completion(action=action, version=action.version, by=make_user(), at=NOW)
    client.force_login(author)

    dates = client.get(address("action", action)).context["dates"]

    assert [line.tag for line in dates.lines] == ["Met"]


def test_the_overview_lists_what_waits_for_those_who_can_confirm_it(
    action: Action, author: User, trust: Organisation, client: Client, on: Callable[..., None]
) -> None:
    on("2021-12-15")
    complete(action, by=author)
    second, committee = make_member(trust, Role.EDI_LEAD), make_member(trust, Role.COMMITTEE)

    def titles(user: User) -> list[str]:
        client.force_login(user)
        return [
            each.title for each in client.get(reverse("reports:overview", args=[trust.ods_code])).context["matters"]
        ]

    assert WAITS in titles(second)
    assert WAITS not in titles(committee)
    assert WAITS not in titles(author)
    Membership.objects.filter(user=second).delete()
    report(action, "on_track", by=author)
    assert WAITS not in titles(make_member(trust, Role.EDI_LEAD))
