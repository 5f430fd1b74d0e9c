"""A plan in which each filter finds something else."""

from datetime import date

from actions.models import Action, Plan
from tests.factories import TODAY, make_action, make_lead, make_organisation, make_plan, make_update, make_user

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
