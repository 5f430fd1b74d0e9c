"""Finding one's way in the plan: filters, counts and groups, all in the address."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Organisation, Role, User
from actions.forms.filters import ONLY, PlanFilters
from actions.models import Action, Lead, Plan
from tests.factories import TODAY, make_action, make_lead, make_organisation, make_plan, make_update, make_user

pytestmark = pytest.mark.django_db

JANUARY, FEBRUARY, MARCH = date(2022, 1, 31), date(2022, 2, 28), date(2022, 3, 31)


def make_varied_plan() -> Plan:
    """Five actions that differ in all that can be filtered by; each word below names one of them."""
    plan = make_plan(make_organisation())
    trust = plan.organisation
    recruitment = make_lead(trust, name="Head of Recruitment", address="recruitment@trust.example")
    network = make_lead(trust, name="MEGA")
    make_action(plan, wording="Panels", timescale="November 2021", due_on=date(2021, 11, 30), lead=recruitment)
    told = make_action(plan, wording="Training", timescale="Ongoing", ongoing=True, lead=network, indicators=(5, 6))
    make_action(plan, wording="Mentoring", due_on=FEBRUARY, lead=recruitment, support=network, doubts=["Which year?"])
    make_action(plan, wording="Charter", due_on=MARCH, status="at_risk", indicators=(9,))
    waiting = make_action(plan, wording="Policy", due_on=JANUARY, lead=recruitment)
    make_update(
        told,
        by=make_user(),
        on=TODAY,
        status="on_track",
        progress="The clinic has begun.",
        being_done="Rooms are found.",
        improves="Whitsun",
    )
    make_update(waiting, by=make_user(), on=TODAY, status="complete", progress="Written.")
    Action.objects.filter(pk=waiting.pk).update(is_confirmed=False)
    return plan


def filters_of(plan: Plan, query: str) -> PlanFilters:
    return PlanFilters(
        QueryDict(query),
        actions=Action.objects.of(plan.organisation).filter(plan=plan),
        indicators=plan.indicators,
        leads=Lead.objects.of(plan.organisation),
        on=TODAY,
    )


def found(plan: Plan, query: str) -> set[str]:
    filters = filters_of(plan, query)
    assert not filters.errors
    return {action.wording for action in filters.narrow()}


ALL = {"Panels", "Training", "Mentoring", "Charter", "Policy"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ALL),
        ("status=at_risk", {"Charter"}),
        ("status=at_risk&status=on_track", {"Charter", "Training"}),
        ("only=overdue", {"Panels"}),
        ("only=no_update", {"Panels", "Mentoring", "Charter"}),
        ("only=no_lead", {"Training", "Charter"}),
        ("only=unclear", {"Mentoring"}),
        ("only=to_confirm", {"Policy"}),
        ("only=open", ALL - {"Policy"}),
        ("only=no_update&only=overdue", {"Panels"}),
        ("indicator=6", {"Training"}),
        ("indicator=6&indicator=9", {"Training", "Charter"}),
        ("words=panels", {"Panels"}),
        ("words=november", {"Panels"}),
        ("words=mega", {"Training", "Mentoring"}),
        ("words=clinic", {"Training"}),
        ("words=rooms+whitsun", {"Training"}),
        ("words=recruitment+mega", {"Mentoring"}),
        ("words=100%25", set()),
        ("due_from=2022-02-01", {"Mentoring", "Charter"}),
        ("due_to=2022-02-28", {"Panels", "Mentoring"}),  # what is complete is due no more
        ("due_from=2022-02-01&due_to=2022-03-30", {"Mentoring"}),
        ("due_from_day=1&due_from_month=3&due_from_year=2022", {"Charter"}),
        ("only=no_update&due_to=2022-02-28&words=recruitment", {"Panels", "Mentoring"}),
        ("status=not_recorded&only=no_lead", set()),
    ],
)
def test_each_filter_finds_its_actions(query: str, expected: set[str]) -> None:
    assert found(make_varied_plan(), query) == expected


def test_a_lead_finds_what_it_leads_and_supports() -> None:
    plan = make_varied_plan()
    network = Lead.objects.get(name="MEGA")

    assert found(plan, f"lead={network.pk}") == {"Training", "Mentoring"}
    assert "only supports" in filters_of(plan, "").fields["lead"].help_text


def test_a_deadline_has_to_be_within_both_ends_and_not_one_deadline_at_each() -> None:
    plan = make_varied_plan()
    panels = Action.objects.get(wording="Panels")
    panels.deadlines.create(due_on=date(2023, 3, 31), first_due_on=date(2023, 3, 31))

    assert "Panels" not in found(plan, "due_from=2022-01-01&due_to=2022-12-31")


def test_an_update_that_was_taken_back_is_not_found() -> None:
    plan = make_varied_plan()
    training = Action.objects.get(wording="Training")
    training.updates.update(withdrawn_at=training.updates.get().made_at)

    assert found(plan, "words=clinic") == set()
    assert "Training" in found(plan, "only=no_update")


@pytest.mark.parametrize(
    ("query", "said", "kept"),
    [
        ("status=splendid&words=panels", "Status: 'splendid' is not in the list.", {"Panels"}),
        ("indicator=99", "Indicator: '99' is not in the list.", ALL),
        ("indicator=x", "Indicator: 'x' is not in the list.", ALL),
        ("lead=999999", "Lead: the one in the address is not in this plan.", ALL),
        ("lead=x", "Lead: the one in the address is not in this plan.", ALL),
        ("only=everything", "'everything' is not in the list.", ALL),
        ("due_from=tomorrow", "Due from: enter a date, such as 31 3 2022.", ALL),
        ("due_from_day=31&due_from_month=2&due_from_year=2022", "Due from: enter a date", ALL),
        ("due_from=2022-03-01&due_to=2022-02-01", "Due to: this is before the first day.", {"Charter"}),
        ("group=colour", "The plan cannot be grouped by 'colour'.", ALL),
        (f"words={'x' * 201}", "Words: use 200 letters or fewer.", ALL),
        (f"words={'x+' * 11}", "Words: use 10 words or fewer.", ALL),
    ],
)
def test_what_the_address_says_wrong_is_said_and_the_rest_is_used(query: str, said: str, kept: set[str]) -> None:
    filters = filters_of(make_varied_plan(), query)

    assert said in " ".join(error for errors in filters.errors.values() for error in errors)
    assert {action.wording for action in filters.narrow()} == kept


def test_each_filter_that_is_on_can_be_taken_away_alone() -> None:
    filters = filters_of(make_varied_plan(), "status=at_risk&status=on_track&due_to=2022-3-31&group=lead&page=2")

    shown = {active.words: parse_qs(active.without) for active in filters.active}

    assert shown == {
        "Status: At risk": {"status": ["on_track"], "due_to": ["2022-03-31"], "group": ["lead"]},
        "Status: On track": {"status": ["at_risk"], "due_to": ["2022-03-31"], "group": ["lead"]},
        "Due to 31 March 2022": {"status": ["at_risk", "on_track"], "group": ["lead"]},
    }
    assert filters.nothing == "group=lead"


class CountsAreTrue(TestCase):
    """Whatever is chosen: the number beside a choice is what choosing it shows."""

    values = st.fixed_dictionaries(
        {
            "status": st.sets(st.sampled_from(["at_risk", "on_track", "complete", "not_recorded"])),
            "only": st.sets(st.sampled_from(sorted(ONLY)), max_size=2),
            "indicator": st.sets(st.sampled_from(["2", "5", "6", "9"])),
            "words": st.sampled_from([set(), {"mega"}, {"recruitment"}]),
            "due_to": st.sampled_from([set(), {"2022-02-28"}]),
        }
    )

    def setUp(self) -> None:
        self.plan = make_varied_plan()

    @settings(max_examples=40, deadline=None)
    @given(chosen=values)
    def test_beside_each_choice(self, chosen: dict[str, set[str]]) -> None:
        query = QueryDict(mutable=True)
        for name, values in chosen.items():
            query.setlist(name, sorted(values))
        filters = filters_of(self.plan, query.urlencode())
        filters.count_choices()

        for name in ("status", "indicator", "lead"):
            for value, label in filters.fields[name].choices:
                if value:
                    alone = query.copy()
                    alone[name] = value
                    assert label.endswith(f"({filters_of(self.plan, alone.urlencode()).narrow().count()})")
        for value, label in filters.fields["only"].choices:
            more = query.copy()
            more.appendlist("only", value)
            assert label.endswith(f"({filters_of(self.plan, more.urlencode()).narrow().count()})")


# ---- the page ----------------------------------------------------------------------------------


@pytest.fixture
def plan_page(client: Client, kingston: Organisation, member: Callable[..., User], on: Callable[..., None]) -> Any:
    on("2021-12-15")
    member(kingston, Role.COMMITTEE)
    return lambda query="": client.get(f"/RAX/actions/?{query}")


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "0", "-1"])
def test_a_number_that_is_no_lead_is_said_to_be_none(plan_page: Any, number: str) -> None:
    answer = plan_page(f"lead={number}")

    assert answer.status_code == 422
    assert "Lead: the one in the address is not in this plan." in answer.content.decode()


def wordings(answer: Any) -> list[str]:
    return [row.action.wording for block in answer.context["blocks"] for row in block.rows]


def test_the_ten_shared_by_four_indicators_are_found_by_each_of_them(plan_page: Any) -> None:
    for number in (5, 6, 7, 8):
        page = plan_page(f"indicator={number}")

        assert len(wordings(page)) == 10
        assert "10 of 22 actions" in " ".join(page.content.decode().split())


def test_grouped_by_indicator_the_ten_stand_under_each_and_count_once(plan_page: Any) -> None:
    page = plan_page("group=indicator")

    blocks = {block.indicators[0][0].number: block.rows for block in page.context["blocks"]}
    text = " ".join(page.content.decode().split())
    assert {number: len(rows) for number, rows in blocks.items()} == {2: 7, 3: 2, 4: 2, 5: 10, 6: 10, 7: 10, 8: 9}
    assert "22 actions, 1 to 50 on this page" in text
    assert "stands under each of them, and counts once in the 22" in text
    assert len(wordings(plan_page("group=indicator&page=2"))) == 52 - 50


def test_a_row_that_stands_twice_has_one_address_and_is_updated_on_a_page_of_its_own(
    kingston: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(kingston)
    shared = Action.objects.of(kingston).filter(indicators__number=6).first()
    assert shared

    page = client.get("/RAX/actions/?group=indicator").content.decode()

    assert page.count(f'id="action-{shared.pk}"') == 1
    assert page.count(f"/RAX/actions/{shared.pk}/update/") == 4
    assert f'hx-get="/RAX/actions/{shared.pk}/update/' not in page


@pytest.mark.parametrize(
    ("group", "headings"),
    [
        ("status", [("Not recorded", 3), ("At risk", 1), ("Complete", 1)]),
        ("lead", [("Head of Recruitment", 2), ("MEGA", 2), ("No lead yet", 2)]),
        (
            "due",
            [("November 2021", 1), ("February 2022", 1), ("March 2022", 1), ("No date", 1), ("Complete or closed", 1)],
        ),
    ],
)
def test_the_plan_in_other_groups(
    group: str,
    headings: list[tuple[str, int]],
    member: Callable[..., User],
    client: Client,
) -> None:
    plan = make_plan(make_organisation())
    first, second = (make_lead(plan.organisation, name=name) for name in ("Head of Recruitment", "MEGA"))
    both = make_action(plan, due_on=date(2021, 11, 30), lead=first)
    both.leaderships.create(lead=second, kind="accountable", place=1)
    make_action(plan, due_on=FEBRUARY, lead=first, status="at_risk")
    make_action(plan, due_on=MARCH, lead=second)
    make_action(plan, due_on=JANUARY, support=first, status="complete")
    make_action(plan)
    member(plan.organisation)

    page = client.get(reverse("actions:plan", args=[plan.organisation.ods_code]), {"group": group})

    assert [(block.heading, len(block.rows)) for block in page.context["blocks"]] == headings
    assert page.context["shown"] == 5


def test_pages_groups_and_updates_keep_the_filters(member: Callable[..., User], client: Client) -> None:
    plan = make_plan(make_organisation())
    for _ in range(51):
        make_action(plan, status="at_risk")
    make_action(plan)
    member(plan.organisation)

    page = client.get(
        reverse("actions:plan", args=[plan.organisation.ods_code]), {"status": "at_risk", "group": "lead"}
    )

    text = page.content.decode()
    for kept in (
        "?status=at_risk&amp;group=lead&amp;page=2",
        "?group=due&amp;status=at_risk",
        "next=%2F" + plan.organisation.ods_code + "%2Factions%2F%3Fstatus%3Dat_risk%26group%3Dlead%23action-",
        '<input type="hidden" name="group" value="lead"',
    ):
        assert kept in text


def test_a_page_with_a_filter_that_is_wrong_says_so_and_opens_the_form(plan_page: Any) -> None:
    page = plan_page("status=splendid&lead=<b>")

    text = page.content.decode()
    assert page.status_code == 422
    assert "There is a problem" in text
    assert "&#x27;splendid&#x27; is not in the list." in text
    assert "<b>" not in text
    assert " open>" in text
    assert len(wordings(page)) == 22


def test_where_nothing_fits_the_page_says_what_to_do(plan_page: Any) -> None:
    text = plan_page("words=unicorn").content.decode()

    assert "No action fits all of these filters." in text
    assert 'href="?"' in text


def test_two_standards_of_one_year_each_have_their_plan(member: Callable[..., User], client: Client) -> None:
    wres = make_plan(make_organisation())
    other = wres.standard
    other.pk, other.code, other.name = None, "WDES", "Disability"
    other.save()
    wdes = make_plan(wres.organisation, standard=other)
    member(wres.organisation)
    address = reverse("actions:plan", args=[wres.organisation.ods_code])

    chosen = [client.get(address, {"year": 2021, "standard": code}).context["plan"] for code in ("wres", "wdes")]

    assert chosen == [Plan.objects.get(pk=wres.pk), wdes]


def test_what_needs_attention_leads_to_the_same_actions_in_the_plan(
    client: Client, member: Callable[..., User], on: Callable[..., None]
) -> None:
    on("2021-12-15")
    plan = make_varied_plan()
    make_action(plan, due_on=date(2022, 1, 10), wording="Soon")
    member(plan.organisation)
    code = plan.organisation.ods_code
    matters = client.get(f"/{code}/").context["matters"]

    for matter in matters:
        page = client.get(f"/{code}/actions/?{matter.query}")

        assert page.context["shown"] == matter.count > 0, matter.title
        assert page.context["form"].active


@pytest.mark.parametrize("group", ["", "indicator", "status", "lead", "due"])
def test_the_queries_of_the_plan_do_not_grow(
    group: str, member: Callable[..., User], client: Client, django_assert_max_num_queries: Any
) -> None:
    plan = make_plan(make_organisation())
    member(plan.organisation)
    query = {"group": group, "words": "thing", "only": "no_update", "due_to": "2022-12-31", "indicator": "5"}

    def queries(number: int) -> int:
        for _ in range(number):
            action = make_action(plan, due_on=JANUARY, lead=make_lead(plan.organisation), indicators=(5, 6, 7, 8))
            make_update(action, by=make_user(), on=date(2020, 9, 1))
            make_update(action, by=make_user(), on=date(2020, 9, 2))
        with django_assert_max_num_queries(40) as captured:
            assert client.get(reverse("actions:plan", args=[plan.organisation.ods_code]), query).context["shown"]
        return len(captured)

    few = queries(5)

    assert queries(60) == few
