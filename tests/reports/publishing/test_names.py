"""Names of persons are noticed before a report is public."""

import pytest

from reports.publishing.names import Known, addresses_in, known_in, looks_like_a_person
from reports.report_file import parse
from tests.factories import KINGSTON_FILE

PRINTED = parse(KINGSTON_FILE.read_text(encoding="utf-8"))
POSTS = sorted({name for action in PRINTED.actions for name in (*action.leads, *action.support)})


@pytest.mark.parametrize(
    "name",
    [
        "Jo Smith",
        "Dr Smith",
        "Mrs A. Okafor",
        "Jo Smith, Head of Recruitment",
        "Head of HR (Priya Nair)",
        "Head of HR \u2013 Jo Smith-Jones",
        "MEGA and Siobhan O'Neill",
    ],
)
def test_what_reads_like_a_person(name: str) -> None:
    assert looks_like_a_person(name)


@pytest.mark.parametrize(
    "name",
    [
        *POSTS,
        "EDI Committee",
        "Director of Nursing / Deputy",
        "Chief People Officer",
        "Staff Side",
        "Trust Board",
        "Recruitment team",
        "Race Equality Network",
        "Human Resources",
        "HR",
        "All managers",
        "",
    ],
)
def test_what_is_a_post_a_team_or_a_committee(name: str) -> None:
    assert not looks_like_a_person(name)


def test_known_names_are_found_under_their_headings() -> None:
    texts = [("Introduction", "By Priya Nair."), ("Plan", "priya nair leads"), ("Plan", "Priya Nairobi")]
    known = Known("Priya Nair", "Head of Recruitment")

    assert list(known_in(texts, [known])) == [("Introduction", known), ("Plan", known)]


def test_addresses_are_found() -> None:
    texts = [("Plan", "Write to edi.team@trust.nhs.uk, or ask."), ("Plan", "48 @ 8A")]

    assert addresses_in(texts) == ["edi.team@trust.nhs.uk"]
