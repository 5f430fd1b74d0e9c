"""The front of a paper: what a committee has to know before it reads, and what it is asked to do."""

from collections.abc import Mapping, Sequence
from datetime import date

from reports.documents.blocks import Block, Callout, Cell, Fact, Facts, Heading, Table
from reports.documents.wording import day, lines_of
from reports.models import Decision, Paper
from reports.papers.content import Standing
from reports.papers.parts import Writing, columns, plain, title_of

NOT_GIVEN = "Not given"


def front_sheet(writing: Writing, paper: Paper, as_at: date) -> list[Block]:
    """What the committee is asked first. A draft shows what nobody filled in; an issued paper leaves that out."""
    meeting, organisation = paper.meeting, paper.meeting.organisation
    lines = (
        ("Meeting", f"{organisation.committee_name}, {day(meeting.held_on)}"),
        ("Recommendation", paper.recommendation),
        ("Decisions asked for", paper.decisions_asked),
        ("Purpose", paper.get_purpose_display()),
        ("Level of assurance", paper.get_assurance_display() if paper.assurance else ""),
        ("As at", f"{day(as_at)}. Wording, leads and timescales are those of the day of issue."),
        ("Author", paper.author),
        ("Lead director", paper.lead_director),
        ("Risks", paper.risks),
        ("CQC links", paper.regulation),
        ("Previously considered by", paper.considered_by),
    )
    told = tuple(
        Fact(label=label, text=text or NOT_GIVEN) for label, text in lines if text.strip() or not paper.is_issued
    )
    return writing.part(2, "Front sheet", "front", [Facts(title="Front sheet", facts=told)])


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
        plain(f"{settled}{' '.join(lines_of(decision.outcome))}" or "Open"),
    )


def left_over(writing: Writing, blocks: Sequence[Block], actions: Mapping[str, Standing]) -> list[Block]:
    """Notes whose heading is no longer there, such as one on an action that is back on track: no word is lost."""
    keys = {block.key for block in blocks if isinstance(block, Heading)}
    places = [place for place in writing.notes if place not in keys]
    if not places:
        return []
    parts = [writing.part(3, heading_for(place, actions), place, []) for place in places]
    return [Heading(level=2, text="More commentary"), *(block for part in parts for block in part)]


def heading_for(place: str, actions: Mapping[str, Standing]) -> str:
    return title_of(actions[place]) if place in actions else "Commentary"
