"""Which timescale and which lead belongs to which action of one cell."""

import pytest

from tests.actions.documents.reading import about, leads, plan_of, timescales

TWO = ["* Train the chairs", "* Publish the figures"]
FOUR = ["* Train the chairs", "* Publish the figures", "* Ask the network", "* Write it up"]


def test_as_many_timescales_as_actions_are_theirs_in_order() -> None:
    plan = plan_of(["2", TWO, ["March 2022", "", "June 2022"], "HR"])

    assert timescales(plan) == ["March 2022", "June 2022"]
    assert not any(map(about, plan.actions))


@pytest.mark.parametrize("when", ["Ongoing", ["Ongoing", "", ""], ["February 2022", "and ongoing"]])
def test_one_timescale_is_for_all_that_it_stands_beside(when: str | list[str]) -> None:
    plan = plan_of(["2", TWO, when, "HR"])

    assert timescales(plan) == [" ".join(when).strip() if isinstance(when, list) else when] * 2
    assert not any(map(about, plan.actions))


def test_a_timescale_merged_over_rows_is_for_the_actions_of_all_of_them() -> None:
    plan = plan_of(["2", "Train", "May 2022", "HR"], ["3", "Publish", "May 2022", "OD"])

    assert timescales(plan) == ["May 2022", "May 2022"]


@pytest.mark.parametrize(
    ("when", "read"),
    [
        (["January", "2022", "March", "2022"], ["January 2022", "March 2022"]),
        (["January 2022", "March 2022"], ["January 2022", "March 2022"]),
        (["Q3", "2022/23", "", "Quarterly"], ["Q3 2022/23", "Quarterly"]),
        (["February 2022", "and ongoing", "March 2022"], ["February 2022 and ongoing", "March 2022"]),
        (["Ongoing", "March 2022"], ["Ongoing", "March 2022"]),
        (["By end of", "March 2022", "Annually"], ["By end of March 2022", "Annually"]),
    ],
)
def test_a_timescale_can_fill_several_lines(when: list[str], read: list[str]) -> None:
    assert timescales(plan_of(["2", TWO, when, "HR"])) == read


def test_blank_lines_bring_a_timescale_to_its_action_and_the_reading_is_a_doubt() -> None:
    plan = plan_of(["2", FOUR, ["March 2022", "", "June 2022"], "HR"])

    assert timescales(plan) == ["March 2022", "", "June 2022", ""]
    assert [about(action) for action in plan.actions] == [{"timescale"}] * 4
    assert plan.actions[1].doubts[0].choices == ("March 2022", "June 2022")
    assert "No timescale stands right beside this action" in plan.actions[1].doubts[0].words


def test_without_blank_lines_fewer_timescales_than_actions_are_given_to_none() -> None:
    plan = plan_of(["2", FOUR, ["March 2022", "June 2022"], "HR"])

    assert timescales(plan) == ["", "", "", ""]
    assert plan.actions[0].doubts[0].choices == ("March 2022", "June 2022")
    assert "It is not plain which timescale belongs to this action" in plan.actions[0].doubts[0].words


def test_more_timescales_than_actions_are_given_to_none() -> None:
    plan = plan_of(["2", TWO, ["March 2022", "", "June 2022", "", "May 2023"], "HR"])

    assert timescales(plan) == ["", ""]
    assert [about(action) for action in plan.actions] == [{"timescale"}] * 2


def test_a_timescale_that_stands_lower_is_not_taken_for_all() -> None:
    plan = plan_of(["2", FOUR, ["", "", "March 2022"], "HR"])

    assert timescales(plan) == ["", "", "March 2022", ""]
    assert about(plan.actions[2]) == {"timescale"}


def test_all_that_stands_beside_one_action_is_its_own() -> None:
    plan = plan_of(["2", "Train the chairs", ["March 2022", "then quarterly"], ["Head of HR", "Head of OD"]])

    assert timescales(plan) == ["March 2022 then quarterly"]
    assert leads(plan) == ["Head of HR\nHead of OD"]
    assert about(plan.actions[0]) == set()


def test_leads_parted_by_a_blank_line_are_those_of_their_actions() -> None:
    plan = plan_of(["2", TWO, "Ongoing", ["Head of HR", "", "Head of OD"]])

    assert leads(plan) == ["Head of HR", "Head of OD"]
    assert not any(map(about, plan.actions))


def test_leads_in_lines_right_below_each_other_may_be_joint_so_that_is_a_doubt() -> None:
    plan = plan_of(["2", TWO, "Ongoing", ["Head of HR", "Head of OD"]])

    assert leads(plan) == ["Head of HR", "Head of OD"]
    assert plan.actions[0].doubts[0].choices == ("Head of HR\nHead of OD", "Head of HR", "Head of OD")


@pytest.mark.parametrize(
    "who",
    [
        ["Head of HR with support from:", "* Head of OD", "* MEGA"],
        ["Assistant Director \u2013", "Equality, Diversity &", "Inclusion"],
        ["Director of Nursing", "/ Deputy"],
        ["Head of HR, Head of OD"],
        ["Head of HR", "and Head of OD"],
    ],
)
def test_a_lead_that_fills_several_lines_is_one_for_all(who: list[str]) -> None:
    plan = plan_of(["2", TWO, "Ongoing", who])

    assert len(set(leads(plan))) == 1
    assert not any(map(about, plan.actions))


def test_an_action_without_a_lead_beside_it_takes_the_one_above_and_says_so() -> None:
    plan = plan_of(["2", FOUR, "Ongoing", ["Head of HR", "", "Head of OD"]])

    assert leads(plan) == ["Head of HR", "Head of HR", "Head of OD", "Head of OD"]
    assert "The lead of the action above is taken" in plan.actions[1].doubts[0].words


def test_a_cell_of_very_many_lines_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="more than 200 lines"):
        plan_of(["2", TWO, ["May 2022"] * 201, "HR"])
