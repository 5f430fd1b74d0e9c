"""What the site promises of every address, view, migration and timetable entry that exists now or later."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Membership, Organisation, Role
from actions.models import Action, Approval, Deadline, Plan
from indicators.models import Target
from reports.models import Decision, Paper, Publication
from reports.services.publications import publish
from tests.factories import (
    NOW,
    ROOT,
    TODAY,
    make_action,
    make_approval,
    make_approved,
    make_attachment,
    make_benchmark,
    make_carrying,
    make_committee_address,
    make_decision,
    make_evidence,
    make_goal,
    make_import,
    make_lead,
    make_link,
    make_member,
    make_message,
    make_move,
    make_organisation,
    make_paper,
    make_plan,
    make_publication,
    make_reading,
    make_spelling,
    make_standard,
    make_target,
    make_update,
    make_upload,
    make_user,
    seen,
)
from wres_site.celery import app as celery_app

OUR_APPS = ("accounts", "outbox", "indicators", "actions", "reports", "nhsuk", "wres_site")
OPEN_TO_ALL = {
    "health",
    "accessibility",
    "sign_in",
    "password_forgotten",
    "password_asked",
    "password_reset_confirm",
    "sign_out",
}
# What a trust published; of one that published nothing there is nothing.
OPEN_TO_THE_PUBLIC = {
    "reports:published_by",
    "reports:published",
    "reports:published_edition",
    "reports:published_file",
}
# The address itself is the key: without the right one there is nothing.
OPEN_BY_TOKEN = {
    "actions:calendar_feed",
    "actions:by_link",
    "actions:update_by_link",
    "actions:card_by_link",
    "actions:undo_by_link",
}
# What people keep for themselves: writing there changes nothing of the organisation, so whoever reads it may.
OF_ONESELF = {"actions:calendar", "actions:stop_calendar", "actions:own_reminders"}


def every_pattern(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from every_pattern(each, f"{each.namespace}:" if each.namespace else space)
        else:
            yield f"{space}{each.name}", each


PATTERNS = dict(every_pattern())
IN_ORGANISATION = [name for name, each in PATTERNS.items() if "ods_code" in each.pattern.converters]
OF_A_ROW = [name for name in IN_ORGANISATION if "pk" in PATTERNS[name].pattern.converters]


def an_action(organisation: Organisation) -> Action:
    return make_action(organisation.plans.first() or make_plan(organisation))


def a_plan(organisation: Organisation) -> Plan:
    return organisation.plans.first() or make_plan(organisation)


def a_publication(organisation: Organisation) -> Publication:
    return Publication.objects.of(organisation).first() or make_publication(organisation)


def an_approval(organisation: Organisation) -> Approval:
    return make_approval(an_action(organisation).plan)


def another_target(organisation: Organisation) -> Target:
    return make_target(organisation, year=2023 + organisation.targets.count())


def a_deadline(organisation: Organisation) -> Deadline:
    return make_action(a_plan(organisation), due_on=TODAY).deadlines.get()


def a_decision(organisation: Organisation) -> Decision:
    paper = Paper.objects.of(organisation).first() or make_paper(organisation)
    return make_decision(paper)


# One maker for each address that names a row: a new one without an entry here fails the tests below.
MAKERS: dict[str, Callable[[Organisation], models.Model]] = {
    "remove_member": lambda organisation: Membership.objects.get(
        user=make_member(organisation, Role.COMMITTEE), organisation=organisation
    ),
    "outbox:message": make_message,
    "outbox:again": make_message,
    "outbox:arrived": make_message,
    "outbox:leave": make_message,
    "outbox:attachment": make_attachment,
    "actions:action": an_action,
    "actions:update": an_action,
    "actions:row": an_action,
    "actions:timescale": an_action,
    "actions:why": an_action,
    "actions:reading": an_action,
    "actions:move_deadline": a_deadline,
    "actions:undo_move": lambda organisation: make_move(a_deadline(organisation), by=make_user()),
    "actions:edit_action": an_action,
    "actions:remove_action": an_action,
    "actions:move_up": an_action,
    "actions:move_down": an_action,
    "actions:about_plan": a_plan,
    "actions:change_plan": a_plan,
    "actions:order": a_plan,
    "actions:move_to": a_plan,
    "actions:add_action": a_plan,
    "actions:approve": a_plan,
    "actions:approval": an_approval,
    "actions:approved_wording": an_approval,
    "actions:withdraw_approval": an_approval,
    "actions:carry_forward": a_plan,
    "actions:carry_check": a_plan,
    "actions:undo_carrying": lambda organisation: make_carrying(a_plan(organisation)),
    "actions:undo": lambda organisation: make_update(an_action(organisation), by=make_user()),
    "actions:together": lambda organisation: make_update(an_action(organisation), by=make_user()),
    "actions:undo_together": lambda organisation: make_update(an_action(organisation), by=make_user()),
    "actions:confirm": an_action,
    "actions:send_back": an_action,
    "actions:add_evidence": an_action,
    "actions:evidence_file": lambda organisation: make_evidence(an_action(organisation), name="minutes.pdf"),
    "actions:remove_evidence": lambda organisation: make_evidence(an_action(organisation)),
    "actions:restore_evidence": lambda organisation: make_evidence(an_action(organisation)),
    "actions:lead": make_lead,
    "actions:change_lead": make_lead,
    "actions:hand_over": make_lead,
    "actions:remove_lead": make_lead,
    "actions:merge_which": make_lead,
    "actions:merge_leads": make_lead,
    "actions:send_link": make_lead,
    "actions:revoke_links": make_lead,
    "actions:revoke_link": make_link,
    "actions:forget_spelling": make_spelling,
    "actions:import": make_import,
    "actions:about_import": make_import,
    "actions:confirm_import": make_import,
    "actions:forget_import": make_import,
    "actions:undo_import": make_import,
    "actions:accept_rows": make_import,
    "actions:mend_indicators": make_import,
    "actions:mend_columns": make_import,
    "actions:add_row": make_import,
    "actions:mend": make_import,
    "actions:split_row": make_import,
    "actions:join_row": make_import,
    "actions:remove_row": make_import,
    "reports:begin_publication": a_plan,
    "reports:publication": a_publication,
    "reports:publication_file": a_publication,
    "reports:publication_texts": a_publication,
    "reports:approve_publication": a_publication,
    "reports:publish": a_publication,
    "reports:withdraw_publication": a_publication,
    "indicators:preview": make_upload,
    "indicators:confirm": make_upload,
    "indicators:forget": make_upload,
    "indicators:remove_benchmark": make_benchmark,
    "indicators:target": another_target,
    "indicators:remove_target": another_target,
    "indicators:goal": make_goal,
    "indicators:remove_goal": make_goal,
    "indicators:remove_reading": make_reading,
    "reports:remove_address": make_committee_address,
    "reports:change_decision": a_decision,
    "reports:outcome": a_decision,
    "reports:remove_decision": a_decision,
}


def publish_it(organisation: Organisation) -> None:
    made = Publication.objects.get(plan__organisation=organisation)
    publish(publication=made, version=made.version, seen_as=seen(made), by=make_user(), now=NOW)


def address_of(name: str, organisation: Organisation, *, row_of: Organisation | None = None) -> str:
    values: dict[str, object] = {}
    for key in PATTERNS[name].pattern.converters:
        values[key] = {
            "ods_code": organisation.ods_code,
            "quarter": "2021-22-Q3",
            "year": 2021,
            "standard": "WRES",
            "number": 2,
            "key": 1,
            "table": 0,
            "ending": "pdf",
            "trust": organisation.ods_code,
            "report": "wres-2021",
            "edition": 1,
            "place": "changed",
            "uidb64": "MQ",
            "token": "token",
        }.get(key)
    if "pk" in values:
        values["pk"] = 1 if name in OPEN_BY_TOKEN else MAKERS[name](row_of or organisation).pk
    return reverse(name, kwargs=values)


@pytest.fixture
def trust(db: None) -> Organisation:
    make_standard()
    return make_organisation()


def test_every_address_that_names_a_row_has_a_maker_here() -> None:
    assert set(MAKERS) == set(OF_A_ROW)


@pytest.mark.parametrize(
    "name", [name for name in PATTERNS if name not in OPEN_TO_ALL | OPEN_BY_TOKEN | OPEN_TO_THE_PUBLIC]
)
def test_an_address_asks_for_sign_in(name: str, trust: Organisation, client: Client) -> None:
    address = address_of(name, trust)

    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("sign_in"))


@pytest.mark.parametrize("name", sorted(OPEN_TO_ALL))
def test_what_is_open_to_all_is_not_under_an_organisation(name: str, trust: Organisation, client: Client) -> None:
    assert name not in IN_ORGANISATION
    # Of an install that never ticked, a monitor hears that it is not well.
    assert client.get(address_of(name, trust)).status_code == {"sign_out": 405, "health": 503}.get(name, 200)


@pytest.mark.parametrize("name", sorted(OPEN_TO_THE_PUBLIC))
def test_nothing_is_public_before_somebody_publishes_it(name: str, kingston: Organisation, client: Client) -> None:
    """And then it is there for everybody: for strangers, for members, and for members of other organisations."""
    assert name not in IN_ORGANISATION
    make_approved(kingston)
    stranger = make_member(make_organisation(), Role.LEAD)
    for status in (404, 200):
        for who in (None, stranger, make_member(kingston, Role.EDI_LEAD)):
            client.logout()
            if who:
                client.force_login(who)
            answer = client.get(address_of(name, kingston), follow=True)
            assert answer.status_code == status
            assert client.post(address_of(name, kingston)).status_code == 405
        if status == 404:
            publish_it(kingston)


@pytest.mark.parametrize("name", sorted(OPEN_BY_TOKEN))
def test_what_is_open_by_a_token_is_not_there_without_the_right_one(
    name: str, trust: Organisation, client: Client
) -> None:
    assert name not in IN_ORGANISATION
    for _ in ("nobody", "somebody signed in"):
        assert client.get(address_of(name, trust)).status_code == 404
        assert client.post(address_of(name, trust)).status_code in (404, 405)
        client.force_login(make_member(trust, Role.EDI_LEAD))


@pytest.mark.parametrize("name", IN_ORGANISATION)
def test_an_organisation_of_others_does_not_exist(name: str, trust: Organisation, client: Client) -> None:
    address = address_of(name, trust)
    client.force_login(make_member(make_organisation(), Role.EDI_LEAD))

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.parametrize("name", OF_A_ROW)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_row_of_another_organisation_does_not_exist(
    name: str, method: str, trust: Organisation, client: Client
) -> None:
    """Also for somebody who belongs to both: a row is reached under its own organisation alone."""
    other = make_organisation()
    both = make_member(trust, Role.EDI_LEAD)
    Membership.objects.create(user=both, organisation=other, role=Role.EDI_LEAD)
    client.force_login(both)

    answer = getattr(client, method)(address_of(name, trust, row_of=other))

    assert answer.status_code in (404, 405)


@pytest.mark.parametrize("name", [name for name in IN_ORGANISATION if name not in OF_ONESELF])
@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.OVERSEER, Role.LEAD])
def test_nobody_who_only_reads_can_write(name: str, role: Role, trust: Organisation, client: Client) -> None:
    """A lead without a post is such a one too."""
    address = address_of(name, trust)
    client.force_login(make_member(trust, role))

    assert client.post(address).status_code in (403, 405)


def test_at_least_one_address_takes_writes_so_that_the_promise_above_means_something(
    trust: Organisation, client: Client
) -> None:
    client.force_login(make_member(trust, Role.COMMITTEE))

    refused = [name for name in IN_ORGANISATION if client.post(address_of(name, trust)).status_code == 403]

    assert {"actions:update", "actions:change_lead", "add_member"} <= set(refused)


@pytest.mark.parametrize("name", IN_ORGANISATION)
def test_an_overseer_of_the_parent_reads_what_its_committee_reads(
    name: str, trust: Organisation, client: Client
) -> None:
    region = make_organisation(kind=Organisation.Kind.REGION)
    board = make_organisation(kind=Organisation.Kind.ICB, parent=region)
    trust.parent = board
    trust.save()
    address = address_of(name, trust)

    client.force_login(make_member(region, Role.OVERSEER))
    overseer = client.get(address).status_code
    client.force_login(make_member(trust, Role.COMMITTEE))

    assert overseer == client.get(address).status_code


@pytest.mark.parametrize("name", [name for name in PATTERNS if name != "health"])
def test_a_page_has_a_policy_that_allows_nothing_inline(name: str, trust: Organisation, client: Client) -> None:
    make_update(make_action(make_plan(trust)), by=make_user(), on=TODAY)
    client.force_login(make_member(trust, Role.EDI_LEAD))

    policy = client.get(address_of(name, make_organisation() if name in MAKERS else trust)).headers[
        "Content-Security-Policy"
    ]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def view_modules() -> list[Path]:
    return sorted(path for app in OUR_APPS for path in (ROOT / app).glob("**/views*/**/*.py")) + sorted(
        ROOT / app / "views.py" for app in OUR_APPS if (ROOT / app / "views.py").exists()
    )


@pytest.mark.parametrize("path", view_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_view_reaches_rows_only_through_the_organisation_or_the_user(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reached = [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "objects"
    ]

    assert set(reached) <= {"of", "visible_to"}


def our_models() -> list[type[models.Model]]:
    return [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_a_model_has_an_order_so_that_lists_do_not_wander(model: type[models.Model]) -> None:
    assert model._meta.ordering or model.__name__ == "User"


@pytest.mark.parametrize(
    "path",
    sorted(path for app in OUR_APPS for path in (ROOT / app).glob("migrations/0*.py")),
    ids=lambda path: f"{path.parts[-3]} {path.stem}",
)
def test_a_migration_has_a_name_of_ours(path: Path) -> None:
    assert not re.search(r"_auto_|_alter_.*_and_more", path.stem)


@pytest.mark.parametrize("name", sorted(celery_app.conf.beat_schedule))
def test_an_entry_of_the_timetable_is_a_task_without_arguments(name: str) -> None:
    entry = celery_app.conf.beat_schedule[name]
    celery_app.loader.import_default_modules()

    assert entry["task"] in celery_app.tasks
    assert not entry.get("args")
    assert not entry.get("kwargs")


@pytest.mark.parametrize(
    "path",
    sorted(path for folder in ("templates", "nhsuk/templates") for path in (ROOT / folder).rglob("*.html")),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_a_template_has_nothing_inline_that_the_policy_would_block(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    if "emails" not in path.parts:
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "|safe" not in text
