"""Loading a published report: all or nothing, and twice the same as once."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation
from actions.models import Action, Deadline, Lead, Plan
from indicators.models import Score, Submission
from reports.loading import LoadError, load
from reports.report_file import parse
from reports.sample import PEOPLE, load_sample
from tests.factories import KINGSTON_FILE, make_standard, make_update, make_user

KINGSTON = KINGSTON_FILE.read_text(encoding="utf-8")
EVERYTHING = (Organisation, Plan, Action, Lead, Deadline, Submission, Score)


def counts() -> list[int]:
    return [model.objects.count() for model in EVERYTHING]


def test_kingston_is_loaded_as_printed(kingston: Organisation) -> None:
    actions = Action.objects.of(kingston)

    assert actions.count() == 22
    assert actions.exclude(timescale="").count() == 13
    assert Score.objects.of(kingston).exclude(printed="").count() == 40
    assert set(actions.values_list("status", flat=True)) == {"not_recorded"}
    assert Lead.objects.of(kingston).count() == 8


def test_its_timescales_become_deadlines(kingston: Organisation) -> None:
    due = Deadline.objects.order_by("action__place").values_list("action__place", "due_on")

    assert dict(due) == {
        1: date(2022, 1, 31),
        2: date(2022, 1, 31),
        3: date(2022, 3, 31),
        5: date(2021, 12, 31),  # quarterly, from the quarter in which the plan starts
        6: date(2021, 12, 31),
        7: date(2022, 3, 31),
        10: date(2021, 12, 31),
        11: date(2022, 1, 31),
        12: date(2022, 2, 28),  # and then ongoing
        16: date(2022, 3, 31),
    }
    ongoing = Action.objects.of(kingston).filter(ongoing=True).values_list("place", flat=True)
    assert list(ongoing) == [8, 9, 12, 22]


def test_what_the_print_leaves_open_is_asked_and_not_invented(kingston: Organisation) -> None:
    questions = load(parse(KINGSTON)).questions

    assert sum("No timescale is given" in question for question in questions) == 9
    assert any("Indicator 1 is not in the report" in question for question in questions)
    assert any("when the plan starts" in question for question in questions)
    assert any("No status is printed" in question for question in questions)
    silent = Action.objects.of(kingston).filter(timescale="")
    assert not Deadline.objects.filter(action__in=silent).exists()


def test_a_second_load_changes_nothing_that_people_did_since(kingston: Organisation) -> None:
    action = Action.objects.of(kingston)[0]
    make_update(action, by=make_user())
    before = counts(), list(Score.history.values_list("pk"))

    assert not load(parse(KINGSTON)).is_new

    action.refresh_from_db()
    assert action.status == "on_track"
    assert (counts(), list(Score.history.values_list("pk"))) == before


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('text = "Provide clear protocols', 'text = "Provide other protocols'),
        ('timescale = "December 2021"', 'timescale = "December 2022"'),
        ('"Head of Recruitment"', '"Head of Resourcing"'),
    ],
    ids=["wording", "timescale", "lead"],
)
def test_another_report_of_the_same_year_is_refused_and_nothing_changes(
    right: str, wrong: str, kingston: Organisation
) -> None:
    before = counts()

    with pytest.raises(LoadError, match="Nothing was changed"):
        load(parse(KINGSTON.replace(right, wrong)))

    assert counts() == before


def test_a_score_that_is_reprinted_otherwise_is_kept_and_asked_about(kingston: Organisation) -> None:
    of_next_year = KINGSTON.replace("year = 2021\n", "year = 2022\n").replace('2020 = "2.7"', '2020 = "2.70"')

    loaded = load(parse(of_next_year))

    assert "Indicator 3 of 2020 is printed as 2.70, and 2.7 is held and kept. Which is right?" in loaded.questions
    assert Score.objects.get(submission__year=2020, indicator__number=3).printed == "2.7"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("indicators = [9]", "indicators = [12]", "has no indicator 12 in 2021"),
        ('2021 = "1.05"', '2021 = "1.05%"', "1.05%"),
        ('standard = "WRES"', 'standard = "WDES"', "There is no standard WDES"),
    ],
)
def test_a_report_that_does_not_fit_leaves_nothing_behind(right: str, wrong: str, said: str) -> None:
    make_standard()

    with pytest.raises(LoadError, match=said):
        load(parse(KINGSTON.replace(right, wrong)))

    assert counts() == [0] * len(EVERYTHING)


@pytest.mark.django_db
def test_the_command_loads_and_asks(capsys: pytest.CaptureFixture[str]) -> None:
    make_standard()

    call_command("load_report", KINGSTON_FILE)
    first = capsys.readouterr().out
    call_command("load_report", KINGSTON_FILE)
    second = capsys.readouterr().out

    assert "Loaded the WRES 2021 action plan of Kingston Hospital NHS Foundation Trust with 22 actions." in first
    assert "questions that the print leaves open" in first
    assert "nothing changed" in second


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read"), (b"\xff\xfe", "not a text file"), (b"x = ", "not TOML"), (b"", "is missing")],
)
def test_the_command_says_what_is_wrong_with_a_file(content: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "report.toml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=said):
        call_command("load_report", path)


@pytest.mark.django_db
def test_the_sample_has_its_people_once_and_keeps_what_they_did() -> None:
    make_standard()
    kingston = load_sample(password="only for this test", on=date(2021, 12, 15))
    Lead.objects.of(kingston).filter(name="Head of Recruitment").update(holder="Somebody new")

    load_sample(password="only for this test", on=date(2022, 3, 15))

    assert kingston.memberships.count() == len(PEOPLE)
    assert Lead.objects.of(kingston).get(name="Head of Recruitment").holder == "Somebody new"
    assert Deadline.objects.filter(due_on=date(2022, 3, 31), action__repeat="quarterly").count() == 2
