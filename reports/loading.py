"""Puts a published report into the database: its organisation, scores, plan, actions, leads and timescales."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from textwrap import shorten

from django.db import transaction

from accounts.models import Organisation
from actions import timescales
from actions.models import Action, Lead, Leadership, Plan
from actions.services import deadlines
from indicators.models import Indicator, Standard, Submission
from indicators.services.drafting import period_of
from indicators.services.goals import set_goal
from indicators.services.publishing import SubmissionError, record_published, typed_as_published
from reports.report_file import PrintedAction, Report

# Boards approve in September and plans are published in October; a report that says otherwise can be put right.
PLAN_STARTS = (10, 1)


class LoadError(ValueError):
    """The report does not fit what the database holds; nothing was written."""


@dataclass(frozen=True)
class Loaded:
    """What was loaded, and what the print leaves open, each as a question to a person."""

    organisation: Organisation
    plan: Plan
    is_new: bool
    questions: list[str]


@transaction.atomic
def load(report: Report) -> Loaded:
    """Loads all of it or nothing. A second load of the same report changes nothing.

    Raises LoadError where the plan is there already with other words: what people have since recorded on it
    would be lost.
    """
    standard = Standard.objects.filter(code=report.report.standard).first()
    if standard is None:
        raise LoadError(f"There is no standard {report.report.standard}. Run 'manage.py load_standards' first.")
    organisation = organisation_of(report)
    differing = load_scores(report, organisation, standard)
    plan, is_new = Plan.objects.get_or_create(
        organisation=organisation,
        standard=standard,
        year=report.report.year,
        defaults={
            "starts_on": date(report.report.year, *PLAN_STARTS),
            "areas_of_focus": report.report.areas_of_focus,
            "loaded_from": fingerprint(report),
            "state": Plan.State.PUBLISHED,
        },
    )
    if is_new:
        load_actions(report, plan)
    elif plan.loaded_from != fingerprint(report):
        raise LoadError(
            f"The {plan} of {organisation.short_name} is here already, and this report differs from the one it was "
            "loaded from. Nothing was changed: put the plan right on its pages."
        )
    return Loaded(organisation, plan, is_new, differing + questions_of(report, plan))


def organisation_of(report: Report) -> Organisation:
    printed = report.organisation
    return Organisation.objects.get_or_create(
        ods_code=printed.ods_code,
        defaults={
            "name": printed.name,
            "short_name": printed.short_name,
            "committee_name": printed.committee,
        },
    )[0]


def load_scores(report: Report, organisation: Organisation, standard: Standard) -> list[str]:
    """The years of the score table that are not held yet; a question for each held score that is printed otherwise."""
    questions = []
    for year in report.years:
        held = Submission.objects.of(organisation).filter(standard=standard, year=year).first()
        if held is None:
            record_year(report, organisation, standard, year)
        else:
            questions += differences(held, report.scores_of(year))
    return questions


def record_year(report: Report, organisation: Organisation, standard: Standard, year: int) -> None:
    """The report's own year with its period; a year before it, from the same table, with the period of the rule."""
    about = report.report
    own = year == about.year
    try:
        record_published(
            organisation=organisation,
            standard=standard,
            year=year,
            **({"period_start": about.period_start, "period_end": about.period_end} if own else period_of(year)),
            typed=typed_as_published(standard, year, report.scores_of(year)),
            submitted_printed=about.submitted if own else "",
        )
    except SubmissionError as error:
        raise LoadError(str(error)) from error


def differences(held: Submission, printed: dict[int, str]) -> list[str]:
    """Trusts reprint last year's figures otherwise; what is held stays, and a person decides."""
    scores = {score.indicator.number: str(score) for score in held.scores.select_related("indicator")}
    return [
        f"Indicator {number} of {held.year} is printed as {text}, and {scores.get(number, 'nothing')} is held "
        "and kept. Which is right?"
        for number, text in sorted(printed.items())
        if scores.get(number) != text
    ]


def load_actions(report: Report, plan: Plan) -> None:
    indicators = {row.number: row for row in Indicator.objects.filter(standard=plan.standard).valid_in(plan.year)}
    for place, printed in enumerate(report.actions, 1):
        unknown = set(printed.indicators) - set(indicators)
        if unknown:
            raise LoadError(f"Action {place}: {plan.standard} has no indicator {min(unknown)} in {plan.year}.")
        action = load_action(printed, plan, place)
        action.indicators.set([indicators[number] for number in printed.indicators])


def load_action(printed: PrintedAction, plan: Plan, place: int) -> Action:
    understood = read_timescale(printed, plan)
    action = Action(plan=plan, place=place, wording=printed.text)
    deadlines.set_timescale(action, printed=printed.timescale, understood=understood)
    action.save()
    if deadline := deadlines.first_deadline(action, understood):
        deadline.save()
    load_leads(printed, action)
    load_goals(printed, action)
    return action


def load_goals(printed: PrintedAction, action: Action) -> None:
    """The goals for staff in post that stand in an action, each with the reading that is printed beside it."""
    for turn, goal in enumerate(printed.staff_in_post_goals):
        made = set_goal(
            organisation=action.plan.organisation,
            band=goal.band,
            place=turn,
            target=goal.target,
            target_year=goal.target_year,
            number=goal.actual,
            counted_on=last_day(date.fromisoformat(f"{goal.actual_month}-01")),
        )
        action.goals.add(made)


def last_day(month: date) -> date:
    """The last day of the month of a date: what a printed month means."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def load_leads(printed: PrintedAction, action: Action) -> None:
    named = [(name, Leadership.Kind.ACCOUNTABLE) for name in printed.leads]
    named += [(name, Leadership.Kind.SUPPORTING) for name in printed.support]
    for place, (name, kind) in enumerate(named):
        lead, _ = Lead.objects.get_or_create(organisation=action.plan.organisation, name=name)
        Leadership.objects.create(action=action, lead=lead, kind=kind, place=place)


def read_timescale(printed: PrintedAction, plan: Plan) -> timescales.Timescale:
    return timescales.read(printed.timescale, plan_start=plan.starts_on)


def fingerprint(report: Report) -> str:
    """The same for the same report, whatever people have since changed on the pages."""
    return sha256(report.model_dump_json().encode()).hexdigest()


def questions_of(report: Report, plan: Plan) -> list[str]:
    """What the print leaves open."""
    questions = [
        f"Action {place}, '{shorten(printed.text, 60, placeholder='...')}': {doubt}"
        for place, printed in enumerate(report.actions, 1)
        for doubt in read_timescale(printed, plan).doubts
    ]
    printed_numbers = {row.indicator for row in report.scores}
    for indicator in Indicator.objects.filter(standard=plan.standard).valid_in(plan.year):
        if indicator.number not in printed_numbers:
            questions.append(f"Indicator {indicator.number} is not in the report. What is its score?")
    questions.append(
        f"The report does not say when the plan starts. {plan.starts_on:%-d %B %Y} is used: is that right?"
    )
    questions.append("No status is printed for any action. How is each going?")
    if plan.organisation.leads.filter(address="").exists():
        questions.append("Some leads have no email address. Until they do, their reminders go to the EDI leads.")
    return questions
