"""What each filter finds, and what is counted beside it."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from actions.forms.filters import ONLY, PlanFilters
from actions.models import Action, Lead, Plan
from tests.actions.filters.varied_plan import make_varied_plan
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


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


def test_a_plan_that_starts_after_the_quarter_owes_no_update_yet() -> None:
    plan = make_varied_plan()
    plan.starts_on = date(2022, 1, 1)
    plan.save()

    assert found(plan, "only=no_update") == set()


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
