"""Small counts in what people wrote are noticed before a report is public."""

import pytest

from accounts.models import Organisation
from reports.models import Publication
from reports.publishing.checking import findings_of
from reports.publishing.written_counts import written_counts
from tests.factories import make_action
from tests.reports.publishing.documents import composed_of, plan_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("17 staff Band 8B (2021 \u2013 6)", ["(2021 \u2013 6)"]),
        ("Only 6 BME staff were asked", ["6 BME staff"]),
        ("Interview the 3 unsuccessful internal candidates", ["3 unsuccessful internal candidates"]),
        ("10 members of panels", ["10 members"]),
        ("(September 2021: 9)", ["(September 2021: 9)"]),
        ("73 staff Band 8A (2021 \u2013 48)", []),
        ("for roles at Bands 7 and above", []),
        ("7. Percentage of BME staff believing", []),
        ("Train 40 people", []),
        ("By 2023", []),
    ],
)
def test_what_reads_like_a_small_count(text: str, found: list[str]) -> None:
    told = list(written_counts([("Plan", text)], below=11))

    assert len(told) == len(found)
    assert all(each.startswith("Plan: ") and each.endswith(words) for each, words in zip(told, found, strict=True))


def test_the_printed_plan_as_it_is_brought_in_is_warned_of(kingston: Organisation) -> None:
    """The document prints the staff in post in the wording of the action itself."""
    assert "These words may tell of few people" not in titles(kingston)

    make_action(plan_of(kingston), wording="17 staff Band 8B (2021 \u2013 6)", place=90)

    assert "These words may tell of few people" in titles(kingston)


def titles(organisation: Organisation) -> list[str]:
    draft = Publication(plan=plan_of(organisation))
    return [each.title for each in findings_of(draft, composed_of(organisation)).warnings]
