"""What is filtered of the plan, taken away: as spreadsheets and to print."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from accounts.models import Organisation, Role, User
from actions.models import Action, Evidence
from actions.statuses import TO_BE_CONFIRMED
from tests.factories import NOW, TODAY, make_action, make_lead, make_organisation, make_plan, make_update, make_user

HEADER = [
    "Place",
    "Indicators",
    "Action",
    "Timescale as printed",
    "Due",
    "Repeats",
    "Lead",
    "Support",
    "Status",
    "Delivery rating",
    "Overdue",
    "Last update on",
    "Last update by",
    "Last update",
    "Pieces of evidence",
]


@pytest.fixture
def trust(db: None, on: Callable[..., None], member: Callable[..., User]) -> Organisation:
    on("2021-12-15")
    trust = make_organisation(name="Somewhere NHS Trust")
    member(trust, Role.COMMITTEE)
    return trust


@pytest.fixture
def action(trust: Organisation) -> Action:
    """An action of which everything is known, some of it in words that a spreadsheet program could run."""
    action = make_action(
        make_plan(trust),
        place=7,
        wording="=Train the panels",
        timescale="November 2021",
        due_on=date(2021, 11, 30),
        repeat="quarterly",
        lead=make_lead(trust, name="Head of Recruitment"),
        support=make_lead(trust, name="+MEGA"),
        indicators=(5, 6),
    )
    make_update(action, by=make_user(), on=date(2021, 10, 1), progress="An earlier one.")
    make_update(
        action,
        by=make_user(name="Amara Osei"),
        on=TODAY,
        status="at_risk",
        progress="@Two of five.",
        improves="In March",
    )
    for title, removed_at in (("List", None), ("Wrong list", NOW)):
        Evidence.objects.create(
            action=action,
            title=title,
            address="https://trust.example/",
            added_by=make_user(),
            added_at=NOW,
            removed_at=removed_at,
        )
    return action


def sheet(answer: Any, at: int = 0) -> list[list[Any]]:
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(at).to_python()


def lines(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_workbook_has_a_typed_cell_for_all_that_is_known(
    action: Action, trust: Organisation, client: Client
) -> None:
    answer = client.get(f"/{trust.ods_code}/actions.xlsx")

    assert sheet(answer) == [
        HEADER,
        [
            7,
            "5, 6",
            "=Train the panels",
            "November 2021",
            date(2021, 11, 30),
            "quarterly",
            "Head of Recruitment",
            "+MEGA",
            "At risk",
            "Overdue or off track",
            "Yes",
            TODAY,
            "Amara Osei",
            "@Two of five.\nWhen it will improve: In March",
            1,
        ],
    ]
    assert answer.headers["Content-Disposition"].endswith(f'"{trust.ods_code}-WRES-2021-actions.xlsx"')


def test_the_csv_has_the_same_and_nothing_that_runs(action: Action, trust: Organisation, client: Client) -> None:
    answer = client.get(f"/{trust.ods_code}/actions.csv")

    header, line = lines(answer)
    assert header == HEADER
    assert line[2] == "'=Train the panels"
    assert line[4] == "2021-11-30"
    assert line[7] == "'+MEGA"
    assert line[13] == "'@Two of five.\nWhen it will improve: In March"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_an_action_of_which_nothing_is_known_has_empty_cells(trust: Organisation, client: Client) -> None:
    make_action(make_plan(trust), place=1, wording="Do it", ongoing=True)

    [_, line] = sheet(client.get(f"/{trust.ods_code}/actions.xlsx"))

    assert line == [
        1, "2", "Do it", "", "", "ongoing", "", "", "Not recorded", "Not recorded", "No",
        "", "", "", 0,
    ]  # fmt: skip


def test_what_waits_for_a_second_person_is_not_called_complete(trust: Organisation, client: Client) -> None:
    make_action(make_plan(trust), status="complete", is_confirmed=False)

    [_, line] = sheet(client.get(f"/{trust.ods_code}/actions.xlsx"))

    assert line[8] == TO_BE_CONFIRMED


@pytest.mark.parametrize(
    "query", ["", "indicator=6", "words=reverse+mentoring", "only=no_lead&indicator=2", "group=lead"]
)
def test_exactly_what_is_listed_is_handed_out_and_each_action_once(
    query: str, kingston: Organisation, member: Callable[..., User], client: Client
) -> None:
    member(kingston, Role.COMMITTEE)
    listed = client.get(f"/RAX/actions/?{query}").context
    places = {row.action.place for block in listed["blocks"] for row in block.rows}

    book, table = client.get(f"/RAX/actions.xlsx?{query}"), client.get(f"/RAX/actions.csv?{query}")

    assert [line[0] for line in sheet(book)[1:]] == sorted(places)
    assert [int(line[0]) for line in lines(table)[1:]] == sorted(places)
    assert f"{len(places)} of 22 actions, as on" in str(sheet(book, 1))


def test_the_second_sheet_says_what_was_filtered_by(action: Action, trust: Organisation, client: Client) -> None:
    notes = sheet(client.get(f"/{trust.ods_code}/actions.xlsx?status=at_risk&due_to=2022-03-31"), 1)

    assert [line[0] for line in notes][1:] == [
        "Somewhere NHS Trust",
        "1 of 1 actions, as on 15 December 2021.",
        "Filtered by: Status: At risk; Due to 31 March 2022.",
    ]


def test_a_text_longer_than_a_cell_is_cut_and_not_refused(trust: Organisation, client: Client) -> None:
    make_action(make_plan(trust), wording="w" * 40_000)

    [_, line] = sheet(client.get(f"/{trust.ods_code}/actions.xlsx"))

    assert len(line[2]) == 32_767
    assert line[2].endswith("…")


@pytest.mark.parametrize("name", ["actions.xlsx", "actions.csv", "actions/print/"])
@pytest.mark.parametrize("query", ["status=splendid", "due_from=tomorrow"])
def test_with_a_filter_that_is_wrong_nothing_is_handed_out(
    name: str, query: str, action: Action, trust: Organisation, client: Client
) -> None:
    answer = client.get(f"/{trust.ods_code}/{name}?{query}")

    assert answer.status_code == 302
    assert answer.url == f"/{trust.ods_code}/actions/?{query}"
    assert "There is a problem" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("name", ["actions.xlsx", "actions.csv", "actions/print/"])
def test_without_a_plan_they_lead_to_the_page_that_says_so(name: str, trust: Organisation, client: Client) -> None:
    page = client.get(f"/{trust.ods_code}/{name}", follow=True).content.decode()

    assert "There is no action plan yet." in page


def test_on_paper_all_pages_are_one_and_keep_their_groups(trust: Organisation, client: Client) -> None:
    plan = make_plan(trust)
    for _ in range(60):
        make_action(plan, indicators=(5, 6))

    page = client.get(f"/{trust.ods_code}/actions/print/?group=indicator&indicator=5")

    text = page.content.decode()
    assert [len(block.rows) for block in page.context["blocks"]] == [60, 60]
    assert "60 of 60 actions, as on 15 December 2021. Filters: Indicator: 5." in text
    assert "stands under each of them, and counts once" in text
    assert 'id="action-' not in text
    assert "/update/" not in text


def test_on_paper_the_last_update_stands_beside_its_action(action: Action, trust: Organisation, client: Client) -> None:
    text = client.get(f"/{trust.ods_code}/actions/print/").content.decode()

    for words in ("7. =Train the panels", "15 December 2021", "@Two of five.", "Overdue", "with support from +MEGA"):
        assert words in text
    assert "An earlier one." not in text


@pytest.mark.parametrize("name", ["actions.xlsx", "actions.csv", "actions/print/"])
def test_the_queries_do_not_grow(
    name: str, trust: Organisation, client: Client, django_assert_max_num_queries: Any
) -> None:
    plan = make_plan(trust)

    def queries(number: int) -> int:
        for _ in range(number):
            action = make_action(plan, due_on=TODAY, lead=make_lead(trust), support=make_lead(trust), indicators=(5, 6))
            make_update(action, by=make_user())
            make_update(action, by=make_user())
        with django_assert_max_num_queries(30) as captured:
            assert client.get(f"/{trust.ods_code}/{name}?group=lead").status_code == 200
        return len(captured)

    few = queries(5)

    assert queries(60) == few
