"""Rows for tests: each function makes one thing, and asks only for what the test is about."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from accounts.models import Membership, Organisation, Role, User
from actions.documents.pasted import read_pasted
from actions.evidence_files import take
from actions.lead_words import LeadWords
from actions.models import (
    Action,
    Approval,
    Carrying,
    Deadline,
    Evidence,
    Lead,
    Leadership,
    Plan,
    PlanImport,
    Revision,
    Spelling,
    Update,
    UpdateLink,
)
from actions.quarters import Quarter
from actions.services.approving import record_approval
from actions.services.carrying import Next, carry_forward
from actions.services.evidence import Offered, add_evidence
from actions.services.importing import keep_import
from indicators.models import Benchmark, Indicator, StaffInPost, StaffInPostGoal, Standard, Submission, Target, Upload
from indicators.services.standards import load_standard
from indicators.services.uploading import keep_upload, preview_published
from outbox.models import Attachment, Message
from outbox.services import Letter, keep, put
from reports.loading import load
from reports.models import CommitteeAddress, Decision, Paper, Publication
from reports.progress import plan_in_force
from reports.publishing.composing import fingerprint
from reports.report_file import parse
from reports.services import publications
from reports.services.papers import issue, open_paper
from tests.actions.files import pdf
from tests.kept import Kept

ROOT = Path(__file__).parent.parent
WRES_FILE = ROOT / "indicators" / "standards" / "wres.toml"
KINGSTON_FILE = ROOT / "sample" / "kingston-wres-2021.toml"

TODAY = date(2021, 12, 15)
NOW = datetime(2021, 12, 15, 9, 0, tzinfo=UTC)
Q3 = Quarter(2021, 3)  # the quarter in which Kingston's plan starts
PASSWORD = "a long enough password"

numbers = count(1)


def make_organisation(**fields: Any) -> Organisation:
    number = next(numbers)
    given = {"ods_code": f"T{number:04}", "name": f"Trust {number}", "short_name": f"Trust {number}"} | fields
    return Organisation.objects.create(**given)


def make_user(*, email: str = "", name: str = "Sam Field") -> User:
    return User.objects.create_user(email=email or f"person{next(numbers)}@trust.example", name=name, password=PASSWORD)


def make_member(organisation: Organisation, role: Role, *, email: str = "", name: str = "Sam Field") -> User:
    user = make_user(email=email, name=name)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def make_standard() -> Standard:
    """The WRES, as it ships."""
    if not Standard.objects.filter(code="WRES").exists():
        WRES.put()
    return Standard.objects.get(code="WRES")


def make_kingston() -> Organisation:
    """Kingston's 2021 report, loaded as anybody would load it."""
    KINGSTON.put()
    return Organisation.objects.get(ods_code="RAX")


def load_wres() -> Standard:
    return load_standard(WRES_FILE)


def load_kingston() -> None:
    load_wres()
    load(parse(KINGSTON_FILE.read_text(encoding="utf-8")))


WRES, KINGSTON = Kept(load_wres), Kept(load_kingston)


def make_submission(organisation: Organisation, *, year: int) -> Submission:
    """A year that is being entered."""
    period = {"period_start": date(year - 1, 4, 1), "period_end": date(year, 3, 31)}
    return Submission.objects.create(organisation=organisation, standard=make_standard(), year=year, **period)


def make_plan(organisation: Organisation, **fields: Any) -> Plan:
    given = {"standard": make_standard(), "year": 2021, "starts_on": date(2021, 10, 1)} | fields
    return Plan.objects.create(organisation=organisation, **given)


def make_lead(organisation: Organisation, **fields: Any) -> Lead:
    return Lead.objects.create(organisation=organisation, **({"name": f"Post {next(numbers)}"} | fields))


def make_action(
    plan: Plan,
    *,
    due_on: date | None = None,
    lead: Lead | None = None,
    support: Lead | None = None,
    indicators: tuple[int, ...] = (2,),
    **fields: Any,
) -> Action:
    number = next(numbers)
    action = Action.objects.create(plan=plan, **({"place": number, "wording": f"Do thing {number}"} | fields))
    action.indicators.set(Indicator.objects.filter(standard=plan.standard, number__in=indicators))
    if due_on:
        Deadline.objects.create(action=action, due_on=due_on, first_due_on=due_on)
    for place, (who, kind) in enumerate(((lead, "accountable"), (support, "supporting"))):
        if who:
            Leadership.objects.create(action=action, lead=who, kind=kind, place=place)
    return action


def make_spelling(organisation: Organisation, lead: Lead | None = None, **fields: Any) -> Spelling:
    given = {"name": f"Other name {next(numbers)}", "lead": lead or make_lead(organisation)} | fields
    return Spelling.objects.create(organisation=organisation, **given)


def make_link(organisation: Organisation, lead: Lead | None = None, **fields: Any) -> UpdateLink:
    """A link with which a lead can update its actions; of which token, nobody knows."""
    number = next(numbers)
    given = {
        "lead": lead or make_lead(organisation),
        "address": f"lead{number}@trust.example",
        "seed": f"seed {number}",
        "token_hash": f"hash {number}",
        "made_at": NOW,
        "expires_at": NOW + timedelta(days=60),
    } | fields
    return UpdateLink.objects.create(**given)


def make_approval(plan: Plan, **fields: Any) -> Approval:
    """By the board in September 2021, recorded now."""
    given = {"body": f"Board {next(numbers)}", "approved_on": date(2021, 9, 29), "at": NOW} | fields
    return record_approval(plan=plan, by=given.pop("by", None) or make_user(), **given)


def make_carrying(plan: Plan, *actions: Action, **fields: Any) -> Carrying:
    """Each of the actions, or one that is made, carried forward as it is into the plan of the next year."""
    given: dict[str, Any] = {"at": NOW, "by": fields.pop("by", None) or make_user()} | fields
    going_on = [
        Next((action,), action.wording, list(action.indicators.all()), LeadWords((), (), ()), action.timescale)
        for action in actions or [make_action(plan)]
    ]
    return carry_forward(
        origin=plan,
        year=plan.year + 1,
        starts_on=plan.starts_on.replace(year=plan.starts_on.year + 1),
        going_on=going_on,
        ending=[],
        versions={action.pk: action.version for one in going_on for action in one.origins},
        **given,
    )


def make_move(deadline: Deadline, *, by: User, to: date | None = None, **fields: Any) -> Revision:
    """A move of a deadline, a week on unless said."""
    before, deadline.due_on = deadline.due_on, to or deadline.due_on + timedelta(days=7)
    deadline.save()
    given = {"reason": "The trainer is ill.", "made_at": NOW} | fields
    return Revision.objects.create(deadline=deadline, moved_from=before, moved_to=deadline.due_on, made_by=by, **given)


def make_update(action: Action, *, by: User, on: date = TODAY, **fields: Any) -> Update:
    at = datetime(on.year, on.month, on.day, 12, 0, tzinfo=UTC)
    given = {"status_before": action.status, "status": "on_track", "progress": "Reported."} | fields
    update = Update.objects.create(action=action, made_by=by, made_at=at, made_on=on, **given)
    Action.objects.filter(pk=action.pk).update(status=update.status, is_confirmed=not update.waits)
    return update


def answers_to(status: str) -> dict[str, str]:
    """What has to be said with a status, and no more."""
    three = {"progress": "Fewer panels than before.", "being_done": "More are trained.", "improves": "By March"}
    why = {"closed_because": "superseded", "progress": "The new policy covers it."}
    return {"at_risk": three, "off_track": three, "closed": why, "complete": {"progress": "Panels are trained."}}.get(
        status, {}
    )


def make_evidence(action: Action, *, by: User | None = None, name: str = "", **offered: Any) -> Evidence:
    """A file of that name, or a link where none is given."""
    given = {"title": name or "Minutes"} | (
        {"file": take(name, pdf())} if name else {"address": "https://trust.example/"}
    )
    return add_evidence(action=action, offered=[Offered(**(given | offered))], by=by or make_user(), at=NOW)[0]


def make_message(organisation: Organisation, **fields: Any) -> Message:
    given = {
        "kind": "test",
        "key": f"test:{next(numbers)}",
        "recipient": "Head of Recruitment",
        "address": "recruitment@trust.example",
        "reply_to": "",
        "letter": Letter("Two actions to update", "Please update them.\n", "<p>Please update them.</p>"),
        "now": NOW,
    } | fields
    message = put(organisation=organisation, **given)
    assert message is not None
    return message


def make_attachment(organisation: Organisation, **fields: Any) -> Attachment:
    """A paper of one page."""
    given: dict[str, Any] = {"name": f"Paper {next(numbers)}.pdf", "media_type": "application/pdf", "content": pdf()}
    return keep(organisation=organisation, **(given | {"now": NOW} | fields))


def make_benchmark(organisation: Organisation | None = None, **fields: Any) -> Benchmark:
    """A figure that ships with the service, or one that an organisation added for itself."""
    given: dict[str, Any] = {
        "standard": make_standard(),
        "organisation": organisation,
        "number": 2,
        "part": "score",
        "group": "White vs BME",
        "year": 2021,
        "scope": f"Region {next(numbers)}",
        "value": Decimal("1.61"),
        "places": 2,
        "unit": "ratio",
        "source": "https://www.figures.example/wres-2021.pdf",
        "verified": "own" if organisation else "yes",
        "added_by": make_user() if organisation else None,
    }
    return Benchmark.objects.create(**(given | fields))


def make_target(organisation: Organisation, **fields: Any) -> Target:
    given = {"standard": make_standard(), "number": 2, "year": 2023, "printed": "1.00", "value": 1, "places": 2}
    return Target.objects.create(organisation=organisation, **(given | fields))


def make_goal(organisation: Organisation, *readings: tuple[date, int], **fields: Any) -> StaffInPostGoal:
    """A goal with its readings: 48 of 73 on 30 September 2021, unless told."""
    given = {"band": f"B{next(numbers)}", "place": 0, "target": 73, "target_year": 2023} | fields
    goal = StaffInPostGoal.objects.create(organisation=organisation, **given)
    for counted_on, number in readings or ((date(2021, 9, 30), 48),):
        StaffInPost.objects.create(goal=goal, counted_on=counted_on, number=number)
    return goal


def make_reading(organisation: Organisation) -> StaffInPost:
    """The second reading of a goal: the first one stays as long as the goal."""
    return make_goal(organisation, (date(2021, 9, 30), 48), (date(2021, 12, 31), 50)).readings.latest("counted_on")


def make_upload(organisation: Organisation, **fields: Any) -> Upload:
    """A table of past years, not confirmed yet: a score, a doubt, a refusal and a row of no indicator."""
    table = "Indicator,2016,2017\n2,1.31,1.2x\n5,36.5,n/a\nSickness,1,2\n"
    standard = make_standard()
    return keep_upload(
        organisation=organisation,
        standard=standard,
        year=None,
        name="past years.csv",
        preview=preview_published(organisation, standard, "past years.csv", table.encode(), on=TODAY),
        by=make_user(),
        at=NOW,
    )


def make_import(organisation: Organisation, *, year: int = 2022) -> PlanImport:
    """Three actions, not confirmed yet: one with a doubt, one without an indicator, and a column that is left out."""
    table = (
        "Indicator\tAction\tTimescale\tLead\tProgress\n"
        "2\tTrain the chairs\tMarch 2022\tHead of Recruitment\tBegun\n"
        "3\tAsk the network\t\tMEGA\t\n"
        "Culture\tWrite it up\tQuarterly\tHead of Recruitment\t\n"
    )
    return keep_import(
        organisation=organisation,
        standard=make_standard(),
        year=year,
        starts_on=date(year, 10, 1),
        name="plan.docx",
        tables=read_pasted(table),
        by=make_user(),
        at=NOW,
    )


def make_paper(organisation: Organisation, quarter: Quarter = Q3, **fields: Any) -> Paper:
    """The draft paper of a quarter, as it opens on the fourth day after it."""
    plan = plan_in_force(organisation, quarter) or make_plan(organisation)
    opens_on = quarter.ends_on + timedelta(days=4)
    now = datetime(opens_on.year, opens_on.month, opens_on.day, 9, tzinfo=UTC)
    paper = open_paper(organisation=organisation, plan=plan, quarter=quarter, now=now)
    assert paper is not None
    Paper.objects.filter(pk=paper.pk).update(**fields)
    return Paper.objects.select_related("meeting__organisation", "plan__standard").get(pk=paper.pk)


def make_issued_paper(organisation: Organisation, quarter: Quarter = Q3, **fields: Any) -> Paper:
    paper = make_paper(organisation, quarter, **fields)
    return issue(paper=paper, by=None, now=paper.opened_at + timedelta(days=1))


def make_publication(organisation: Organisation, **fields: Any) -> Publication:
    """A draft of the report of the organisation's newest plan."""
    plan = organisation.plans.select_related("organisation", "standard").first() or make_plan(organisation)
    made = publications.begin(plan=plan, now=NOW)
    Publication.objects.filter(pk=made.pk).update(**fields)
    return Publication.objects.select_related("plan__organisation", "plan__standard").get(pk=made.pk)


def make_approved(organisation: Organisation, **fields: Any) -> Publication:
    made = make_publication(organisation, **fields)
    board = {"body": "Trust Board", "approved_on": date(2021, 9, 29), "by": make_user(), "now": NOW}
    return publications.approve(publication=made, version=made.version, **board)


def make_published(organisation: Organisation, *, at: datetime = NOW, **fields: Any) -> Publication:
    made = make_approved(organisation, **fields)
    return publications.publish(publication=made, version=made.version, seen_as=seen(made), by=make_user(), now=at)


def seen(publication: Publication) -> str:
    """What somebody sees who looks at the report now."""
    found = Publication.objects.get(pk=publication.pk)
    return fingerprint(publications.composed_of(found, on=TODAY).document)


def make_decision(paper: Paper, **fields: Any) -> Decision:
    given = {"wording": "Report on panels.", "recorded_at": NOW} | fields
    return Decision.objects.create(paper=paper, **({"recorded_by": make_user()} | given))


def make_committee_address(organisation: Organisation, **fields: Any) -> CommitteeAddress:
    given = {"name": "Committee secretary", "email": f"secretary{next(numbers)}@trust.example"} | fields
    return CommitteeAddress.objects.create(organisation=organisation, **given)
