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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jo Smith", "Ask Jo\u00a0Smith."),
        ("Jo Smith", "Ask Jo  Smith."),
        ("Jo Smith", "Ask Jo\nSmith."),
        ("Jo Smith", "Ask JO SMITH."),
        ("Jo Smith", "Smith, Jo (HR)"),
        ("Jo Smith", "Smith,\u00a0Jo (HR)"),
        ("Jo  Smith", "Ask Jo Smith."),
        ("Jo Smith", "Ask Jo Sm\u00adith."),
        ("Siobhan O'Neill", "Siobhan O\u2019Neill leads."),
        ("Siobhan O\u2019Neill", "Siobhan O'Neill leads."),
        ("Ann Smith-Jones", "Ann Smith\u2011Jones leads."),
        ("Jos\u00e9 Silva", "Jose\u0301 Silva leads."),
    ],
)
def test_a_known_name_is_found_however_it_is_set(name: str, text: str) -> None:
    known = Known(name, "Head of Recruitment")

    assert list(known_in([("Plan", text)], [known])) == [("Plan", known)]


@pytest.mark.parametrize("text", ["Jo Smithson", "Mojo Smith", "Jo. Smith street", "Smith. Jo", ""])
def test_another_name_is_not_taken_for_it(text: str) -> None:
    assert not list(known_in([("Plan", text)], [Known("Jo Smith", "Head of Recruitment")]))


def test_a_long_word_is_read_at_once() -> None:
    """Not in the square of its length, as letters that begin no address once did."""
    assert addresses_in([("Plan", "a" * 200_000), ("Plan", "x@" + "a" * 200_000), ("Plan", "a@" * 100_000)]) == []


def test_addresses_are_found() -> None:
    texts = [("Plan", "Write to edi.team@trust.nhs.uk, or ask."), ("Plan", "48 @ 8A")]

    assert addresses_in(texts) == ["edi.team@trust.nhs.uk"]
