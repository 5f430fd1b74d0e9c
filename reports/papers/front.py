"""The front of a paper: what a committee has to know before it reads, and what it is asked to do."""

from collections.abc import Sequence

from reports.documents.blocks import Block, Callout, Cell, Fact, Facts, Table
from reports.models import Decision, Paper
from reports.papers.parts import Writing, columns, day, paragraphs, plain

NOT_GIVEN = "Not given"


def front_sheet(paper: Paper) -> list[Block]:
    """Every line that committees ask for; what nobody filled in says so."""
    meeting, organisation = paper.meeting, paper.meeting.organisation
    lines = (
        ("Meeting", f"{organisation.committee_name}, {day(meeting.held_on)}"),
        ("Author", paper.author),
        ("Lead director", paper.lead_director),
        ("Purpose", paper.get_purpose_display()),
        ("Level of assurance", paper.get_assurance_display() if paper.assurance else ""),
        ("Risks", paper.risks),
        ("What the CQC looks at", paper.regulation),
        ("Considered before by", paper.considered_by),
        ("Recommendation", paper.recommendation),
        ("Decisions asked for", paper.decisions_asked),
    )
    facts = tuple(Fact(label=label, text=text or NOT_GIVEN) for label, text in lines)
    return [Facts(title="Front sheet", facts=facts)]


def summary(writing: Writing, sentences: Sequence[str]) -> list[Block]:
    return writing.part(2, "Summary", "summary", [Callout(title="In short", sentences=tuple(sentences))])


def from_last_time(writing: Writing, decisions: Sequence[Decision]) -> list[Block]:
    """What the meetings before decided, with what came of it; nothing where none did."""
    if not decisions:
        return []
    table = Table(
        name="From last time",
        caption="What the committee decided, and what came of it",
        columns=columns("Decided", "Who", "By", "What came of it", widths=(4, 2, 2, 3)),
        rows=tuple(row_of(decision) for decision in decisions),
    )
    return writing.part(2, "Actions from last time", "last-time", [table])


def row_of(decision: Decision) -> tuple[Cell, ...]:
    about = f"\nAbout the action: {decision.action.wording}" if decision.action else ""
    settled = f"Done on {day(decision.settled_on)}. " if decision.settled_on else ""
    return (
        Cell(text=f"{decision.wording}{about}", is_header=True),
        plain(decision.lead or NOT_GIVEN),
        Cell(text=day(decision.due_on), day=decision.due_on) if decision.due_on else plain("No day set"),
        plain(f"{settled}{' '.join(paragraphs(decision.outcome))}" or "Open"),
    )
