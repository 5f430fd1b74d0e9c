"""Reading a published report from its file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.report_file import ReportFileError, parse
from tests.factories import KINGSTON_FILE

KINGSTON = KINGSTON_FILE.read_text(encoding="utf-8")


def faults_of(text: str) -> str:
    with pytest.raises(ReportFileError) as refused:
        parse(text)
    return str(refused.value)


def line_of(words: str) -> int:
    return KINGSTON[: KINGSTON.index(words)].count("\n") + 1


def test_kingstons_report_is_read_whole() -> None:
    report = parse(KINGSTON)

    assert len(report.actions) == 22
    assert sum(len(report.scores_of(year)) for year in report.years) == 40
    assert sum(bool(action.timescale) for action in report.actions) == 13
    assert len(report.actions[4].staff_in_post_goals) == 6


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('ods_code = "RAX"', 'ods_code = "rax"', "organisation, ods_code is not in the right form"),
        ("year = 2021\n", 'year = "2021"\n', "report, year should be a whole number"),
        ("period_end = 2021-03-31", "period_end = 2020-03-31", "the period ends before it starts"),
        ("period_end = 2021-03-31", 'period_end = "31 March"', "period_end should be a date"),
        ("indicators = [9]", "indicators = []", "actions 22, indicators is empty"),
        ("indicators = [9]", "indicators = [9, 9]", "'9' stands there twice"),
        ("indicators = [9]", 'indicators = ["9"]', "should be a whole number"),
        ('timescale = "Quarterly"', 'timscale = "Quarterly"', "actions 5, timscale is not known here"),
        ('support = ["Assistant', 'support = ["EMC", "Assistant', "'EMC' leads and supports"),
        ('text = "Provide clear protocols', 'txt = "Provide clear protocols', "actions 2, text is missing"),
        ("indicator = 3\n", "indicator = 2\n", "'2' stands there twice"),
    ],
)
def test_a_fault_is_named_with_its_line(right: str, wrong: str, said: str) -> None:
    faults = faults_of(KINGSTON.replace(right, wrong, 1))

    assert said in faults
    if "missing" not in said:
        assert f"line {line_of(right)}:" in faults


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("target = 73", "target = -1", "staff_in_post_goals 1, target is too small"),
        ('actual = 6, actual_month = "2021-09"', 'actual = 6, actual_month = "2021-13"', "2, actual_month is not in"),
    ],
)
def test_a_fault_inside_a_list_is_named_with_the_line_of_the_list(right: str, wrong: str, said: str) -> None:
    faults = faults_of(KINGSTON.replace(right, wrong, 1))

    assert said in faults
    assert f"line {line_of('staff_in_post_goals = [')}:" in faults


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    faults = faults_of(KINGSTON.replace('"RAX"', '"rax"').replace("[9]", "[]")).splitlines()

    assert [fault.split(":")[0] for fault in faults] == [
        f"line {line_of('ods_code')}",
        f"line {line_of('indicators = [9]')}",
    ]


@pytest.mark.parametrize("text", ["", "x = ", "[organisation]", "actions = 3"])
def test_what_is_no_report_is_refused(text: str) -> None:
    assert faults_of(text)


@given(st.text(max_size=200))
def test_no_text_makes_it_fail_in_another_way(text: str) -> None:
    assert faults_of(text)
