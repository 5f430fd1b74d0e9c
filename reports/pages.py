"""What the pages of the committee show: the papers so far and the next one, and past quarters side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import Organisation
from actions.quarters import Quarter
from outbox.models import Message
from reports.letters import ISSUED
from reports.models import Meeting, Paper
from reports.models.papers import PaperQuerySet
from reports.papers.content import Counted, PaperContent
from reports.progress import plan_in_force
from reports.services.meetings import proposed

MOST_SIDE_BY_SIDE = 4  # a year; more are too wide for a page


@dataclass(frozen=True)
class Shelf:
    """The papers of an organisation: those to be finished, those issued, and the meeting on the quarter that runs.

    `running` is None where no plan is in force.
    """

    open_ones: list[Paper]
    issued: list[Paper]
    running: Meeting | None


def shelf(organisation: Organisation, *, on: date) -> Shelf:
    found = list(papers_of(organisation).select_related("plan__standard", "issued_by"))
    return Shelf(
        open_ones=[paper for paper in found if not paper.is_issued],
        issued=[paper for paper in found if paper.is_issued],
        running=meeting_on(organisation, Quarter.of(on), on=on),
    )


def papers_of(organisation: Organisation) -> PaperQuerySet:
    """For a list: the newest quarter first, without what was issued."""
    return Paper.objects.of(organisation).without_content().select_related("meeting")


def meeting_on(organisation: Organisation, quarter: Quarter, *, on: date) -> Meeting | None:
    """The meeting on a quarter: as it is kept, or else as it is proposed where a plan is in force."""
    kept = Meeting.objects.of(organisation).about(quarter).first()
    if kept or plan_in_force(organisation, quarter) is None:
        return kept
    return proposed(organisation, quarter, on=on)


InPaper = tuple[Paper, int]  # a number, and in which paper it stands: on a phone there are no columns to tell


@dataclass(frozen=True)
class SideBySide:
    """Issued papers, the oldest first, and for each rating, and for all actions, the number in each of them."""

    papers: list[Paper]
    totals: list[InPaper]
    rows: list[tuple[Counted, list[InPaper]]]


def side_by_side(organisation: Organisation) -> SideBySide:
    """From what was issued, so that it never differs from the papers."""
    newest = Paper.objects.of(organisation).issued().select_related("meeting")[:MOST_SIDE_BY_SIDE]
    papers = list(reversed(newest))
    contents = [PaperContent.model_validate_json(paper.content) for paper in papers]
    totals = [len(content.standings) for content in contents]
    rows = [(counted, list(zip(papers, found, strict=True))) for counted, found in rating_rows(contents)]
    return SideBySide(papers, list(zip(papers, totals, strict=True)), rows)


def rating_rows(contents: Sequence[PaperContent]) -> list[tuple[Counted, list[int]]]:
    """Each rating that any of them has, in the order in which papers list them."""
    numbers = [{each.words: each.number for each in content.ratings} for content in contents]
    every: dict[str, Counted] = {}
    for content in contents:
        every |= {each.words: each for each in content.ratings if each.words not in every}
    return [(counted, [found.get(words, 0) for found in numbers]) for words, counted in every.items()]


def messages_of(paper: Paper) -> list[Message]:
    """Who was sent the paper, or will be."""
    found = Message.objects.of(paper.meeting.organisation).filter(kind=ISSUED, key__startswith=f"{ISSUED}:{paper.pk}:")
    return list(found.defer("text", "html").order_by("recipient", "pk"))
