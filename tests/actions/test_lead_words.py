"""Who leads and who supports, read from the cells that trusts print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.lead_names import key_of, same_lead, tidied
from actions.lead_words import LeadWords, read_leads
from reports.report_file import parse
from tests.factories import KINGSTON_FILE

EDI_HEAD = "Head of Equality, Diversity & Inclusion"
ASSISTANT = "Assistant Director \u2013 Equality, Diversity & Inclusion"
SUPPORTERS = (
    EDI_HEAD,
    "Freedom to Speak Up Guardian",
    "Director of Communications & Engagement",
    "MEGA",
    "Diversity Champions",
)

# As Kingston printed them in 2021, with the ends of lines, and who its plan says leads and supports.
KINGSTON = [
    ("Head of equality, \n\nDiversity & Inclusion, \n\nHead of recruitment \n", (EDI_HEAD, "Head of Recruitment"), ()),
    ("Assistant Director \u2013 \n\nEquality, Diversity & \n\nInclusion \n", (ASSISTANT,), ()),
    ("EMC with support from \n\nAssistant Director - \n\nEquality, Diversity & \n\nInclusion", ("EMC",), (ASSISTANT,)),
    ("Assistant Director-\n\nEquality, Diversity & \n\nInclusion ", (ASSISTANT,), ()),
    (
        "Head of Equality, \n\nDiversity & Inclusion \n\nand  Assistant Director \n\n"
        "\u2013 Equality, Diversity & \n\nInclusion ",
        (EDI_HEAD, ASSISTANT),
        (),
    ),
    (
        "Assistant Director-\n\nEquality, Diversity & \n\nInclusion with support \n\nfrom the following as \n\n"
        "required: \n\n\uf0b7 Head of Equality, \nDiversity & \nInclusion  \n\n"
        "\uf0b7 Freedom to Speak \nUp Guardian \n\n\uf0b7 Director of \nCommunications \n& Engagement \n\n"
        "\uf0b7 MEGA \n\n\uf0b7 Diversity \nChampions \n",
        (ASSISTANT,),
        SUPPORTERS,
    ),
]

# A cell, who leads, who supports.
PLAIN = [
    ("Head of Recruitment", ["Head of Recruitment"], []),
    (f"Head of Recruitment and {ASSISTANT}", ["Head of Recruitment", ASSISTANT], []),
    (
        "Head of HR, Director of Nursing and Medical Director",
        ["Head of HR", "Director of Nursing", "Medical Director"],
        [],
    ),
    (
        "Head of HR\nDirector of Nursing\nMedical Director",
        ["Head of HR", "Director of Nursing", "Medical Director"],
        [],
    ),
    ("\u2022 Head of HR\n\u2022 EDI Lead", ["Head of HR", "EDI Lead"], []),
    ("- Head of HR\n- EDI Lead", ["Head of HR", "EDI Lead"], []),
    ("1. Head of HR\n2. EDI Lead", ["Head of HR", "EDI Lead"], []),
    ("Director of People; Head of OD; EDI Lead", ["Director of People", "Head of OD", "EDI Lead"], []),
    ("Head of HR & Chief Nurse", ["Head of HR", "Chief Nurse"], []),
    ("Chief People Officer/Deputy Director of Workforce", ["Chief People Officer", "Deputy Director of Workforce"], []),
    ("EDI Team/ HR Business Partners", ["EDI Team", "HR Business Partners"], []),
    ("EMC/MEGA", ["EMC", "MEGA"], []),
    ("Head of HR, HR Business Partners and all managers", ["Head of HR", "HR Business Partners", "all managers"], []),
    ("Dr Jane Smith/Mr John Brown", ["Dr Jane Smith", "Mr John Brown"], []),
    ("Head of EDI and BME Network", ["Head of EDI", "BME Network"], []),
    ("Head of HR, head of hr", ["Head of HR"], []),
    ("Led by the Head of HR", ["Head of HR"], []),
    ("Lead: Head of HR. Support: EDI Team", ["Head of HR"], ["EDI Team"]),
    ("Lead: Head of HR\nSupport: EDI Team, Staff Networks", ["Head of HR"], ["EDI Team", "Staff Networks"]),
    ("Head of HR (supported by EDI Manager)", ["Head of HR"], ["EDI Manager"]),
    ("Head of HR (supported by EDI Manager), Chief Nurse", ["Head of HR", "Chief Nurse"], ["EDI Manager"]),
    ("Executive Team with input from Staff Side and unions", ["Executive Team"], ["Staff Side", "unions"]),
    ("Head of HR with support from EDI Team as required", ["Head of HR"], ["EDI Team"]),
    ("HR Director (lead), EDI Manager (support)", ["HR Director"], ["EDI Manager"]),
    (
        "\u2022 Head of HR with support from EDI Team\n\u2022 Medical Director",
        ["Head of HR", "Medical Director"],
        ["EDI Team"],
    ),
]

# Names with ',', 'and', '&' or '/' in them.
WHOLE = [
    EDI_HEAD,
    ASSISTANT,
    "Director of Workforce and OD",
    "Learning and Development",
    "Nursing, Midwifery and AHPs",
    "Communications & Engagement",
    "HR/OD",
    "L&D Team",
    "Head of ED&I",
    "Equality, Diversity and Human Rights Manager",
    "Associate Director of Education, Learning & OD",
    "Director of Estates, Facilities & Capital Planning",
    "Workforce Information and Planning Manager",
    "Chair of Race and Equality Network",
    "Assistant Director, HR",
    "Head of HR (Jane Smith, from May)",
    "Non-executive Director",
    "Freedom to Speak Up Guardian",
]

# What may be one lead or several: it is kept whole, and a person is asked.
UNSURE = [
    "Director of Nursing / Deputy",
    "Jane Smith, John Brown",
    "Head of Recruitment and MEGA",
    "Head of Recruitment, Communications",
    "Head of Learning and Development Manager",
    "Recruitment, Head of HR",
    "Finance, Communications",
    "EMC, Recruitment",
]


@pytest.mark.parametrize(("cell", "leads", "supports"), KINGSTON)
def test_the_cells_that_kingston_printed(cell: str, leads: tuple[str, ...], supports: tuple[str, ...]) -> None:
    read = read_leads(cell)

    assert [key_of(name) for name in read.accountable] == [key_of(name) for name in leads]
    assert [key_of(name) for name in read.supporting] == [key_of(name) for name in supports]
    assert read.doubts == ()


def test_every_lead_of_kingstons_report_is_among_those_cells() -> None:
    report = parse(KINGSTON_FILE.read_text(encoding="utf-8"))
    printed = {(tuple(each.leads), tuple(each.support)) for each in report.actions}

    assert printed <= {(leads, supports) for _, leads, supports in KINGSTON}


@pytest.mark.parametrize(("cell", "leads", "supports"), PLAIN)
def test_a_cell_that_is_plain(cell: str, leads: list[str], supports: list[str]) -> None:
    read = read_leads(cell)

    assert (list(read.accountable), list(read.supporting)) == (leads, supports)
    assert read.doubts == ()


@pytest.mark.parametrize("name", WHOLE)
def test_a_name_is_not_cut_at_its_own_commas(name: str) -> None:
    read = read_leads(name)

    assert read.accountable == (name,)
    assert read.doubts == ()


@pytest.mark.parametrize("cell", UNSURE)
def test_what_may_be_several_is_kept_whole_and_asked_about(cell: str) -> None:
    read = read_leads(cell)

    assert read.accountable == (cell,)
    assert read.doubts == (f"'{cell}' is kept as one lead. It may be several.",)


def test_a_line_between_people_who_have_no_post_is_asked_about() -> None:
    assert read_leads("Jane Smith\nJohn Brown").doubts


@pytest.mark.parametrize(
    ("cell", "doubt"),
    [
        (" ; ", "No lead is named."),
        ("TBC", "'TBC' names no lead yet."),
        ("N/A", "'N/A' names no lead yet."),
        ("To be confirmed.", "'To be confirmed' names no lead yet."),
        ("As above", "'As above' means the lead of another row."),
    ],
)
def test_a_cell_that_names_nobody_says_so(cell: str, doubt: str) -> None:
    read = read_leads(cell)

    assert read.accountable == read.supporting == ()
    assert read.doubts == (doubt,)


def test_where_nothing_is_written_there_is_nothing_to_doubt() -> None:
    assert read_leads(" \n") == LeadWords((), (), ())


def test_leads_that_are_known_are_told_apart_however_odd_their_names() -> None:
    known = {"recruitment", "jane smith", "head of equality", "head of equality and diversity"}

    assert read_leads("Jane Smith\nRecruitment", known=known) == LeadWords(("Jane Smith", "Recruitment"), (), ())
    assert read_leads("Head of Equality & Diversity", known=known).accountable == ("Head of Equality & Diversity",)
    assert read_leads("Head of Equality, Finance", known=known).doubts


def test_partnership_is_read_as_support_and_said() -> None:
    read = read_leads("Head of HR in partnership with MEGA")

    assert (read.accountable, read.supporting) == (("Head of HR",), ("MEGA",))
    assert read.doubts == ("'in partnership with' is read as support.",)


def test_support_without_a_lead_is_asked_about() -> None:
    assert read_leads("Support from the EDI team").doubts == ("It says who supports, and not who leads.",)


def test_a_name_that_is_too_long_to_keep_is_asked_about() -> None:
    assert "longer than" in read_leads("Head of " + "very " * 50 + "long names").doubts[0]


@pytest.mark.parametrize(
    "other",
    [
        "Assistant Director-Equality, Diversity & Inclusion",
        "assistant director \u2014 equality, diversity and inclusion",
        "The Assistant Director: Equality Diversity & Inclu\xadsion",
        "Assistant Director\u2013 Equality,  Diversity\xa0& Inclusion",
    ],
)
def test_capitals_dashes_and_commas_make_no_other_lead(other: str) -> None:
    assert same_lead(ASSISTANT, other)


def test_another_word_makes_another_lead() -> None:
    assert not same_lead(ASSISTANT, EDI_HEAD)
    assert not same_lead("LGBT Network", "LGBT+ Network")


# ---- properties ------------------------------------------------------------------------------

POSTS = st.sampled_from(
    ["Head of", "Director of", "Deputy Director of", "Associate Director \u2013", "Assistant Director for"]
).flatmap(
    lambda post: st.sampled_from(["Recruitment", "Nursing", "Equality, Diversity & Inclusion", "HR and OD"]).map(
        lambda field: f"{post} {field}"
    )
)
BETWEEN = st.sampled_from([", ", " and ", " & ", "/", " / ", "\n", "; ", "\n\u2022 "])


@given(names=st.lists(POSTS, min_size=1, max_size=6, unique=True), mark=BETWEEN)
def test_posts_come_back_however_they_were_joined(names: list[str], mark: str) -> None:
    assert read_leads(mark.join(names)).accountable == tuple(names)


@given(lead=POSTS, names=st.lists(POSTS, min_size=1, max_size=4, unique=True), mark=BETWEEN)
def test_supporters_come_back_however_they_were_joined(lead: str, names: list[str], mark: str) -> None:
    read = read_leads(
        f"{lead} with support from {mark.join(names)}"
        if "\u2022" not in mark
        else f"{lead} with support from:{mark}{mark.join(names)}"
    )

    assert read.accountable == (lead,)
    assert read.supporting == tuple(name for name in names if name != lead)


@given(text=st.text(st.sampled_from("HRheadof ,/&();:\n.-\u2013\u2022Team and with support from"), max_size=80))
def test_no_text_breaks_it_and_nothing_is_silent(text: str) -> None:
    read = read_leads(text)

    assert read.accountable or read.doubts or not text.strip()
    for name in read.accountable + read.supporting:
        assert name == tidied(name)
        assert "\n" not in name


@given(text=st.text(max_size=60))
def test_a_key_of_a_key_is_itself(text: str) -> None:
    assert key_of(key_of(text)) == key_of(text)
