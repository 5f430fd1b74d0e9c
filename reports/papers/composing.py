"""Composes the paper of a quarter from the data as at the quarter's end."""

from dataclasses import dataclass
from datetime import date

from indicators.benchmarks_of import all_benchmarks
from indicators.models import WRES, Target
from indicators.pages.ladder import ladder_of
from indicators.tables import ScoreTable, score_table
from reports.documents.blocks import Block, Document
from reports.documents.wording import day
from reports.models import Decision, Paper
from reports.papers import delivering, front, measuring
from reports.papers.changes import Change, changes_between
from reports.papers.comparing import Last, compared_with, ended_elsewhere, last_issued
from reports.papers.content import Counted, PaperContent, Standing
from reports.papers.parts import Writing
from reports.papers.sentences import in_three
from reports.papers.standings import ratings_of, standings_of
from reports.progress import Progress, progress_of

DRAFT = "Draft. It is not issued, and may still change."


@dataclass(frozen=True)
class Found:
    """What a paper is about, each counted once; all of its parts read this."""

    progress: Progress
    standings: tuple[Standing, ...]
    counted: tuple[Counted, ...]
    changes: list[Change]
    compared: str
    table: ScoreTable
    summary: tuple[str, ...]
    decisions: list[Decision]
    settled: tuple[int, ...]


def compose(paper: Paper, *, on: date, is_draft: bool) -> PaperContent:
    """The whole paper; the same rows give the same content.

    `paper` with its meeting, the meeting's organisation, and its plan's standard. `on` is the day of today: while the
    quarter lasts, the paper says how it stands so far.
    """
    found = find(paper, on=on)
    return PaperContent(
        quarter=paper.quarter.slug,
        as_at=found.progress.as_at,
        plan=paper.plan_id,
        plan_name=str(paper.plan),
        summary=found.summary,
        ratings=found.counted,
        standings=found.standings,
        settled=found.settled,
        document=document_of(paper, found, is_draft=is_draft),
    )


def find(paper: Paper, *, on: date) -> Found:
    organisation, standard = paper.meeting.organisation, paper.plan.standard
    progress, last = progress_of(paper.plan, paper.quarter, on=on), last_issued(paper)
    standings, before = standings_of(progress), compared_with(paper, progress, last)
    elsewhere = ended_elsewhere(paper, last, before, on=on)
    counted, changes = ratings_of(standings), changes_between(before.standings, [*standings, *elsewhere])
    table = score_table(organisation, standard=standard.code, until=paper.plan.year)
    waiting = sum(standing.waits for standing in standings)
    summary = in_three(counted, changes, table, since=before.since, waiting=waiting)
    decisions = decisions_for(paper, last)
    settled = settled_by(decisions, last)
    return Found(progress, standings, counted, changes, before.sentence, table, tuple(summary), decisions, settled)


def document_of(paper: Paper, found: Found, *, is_draft: bool) -> Document:
    organisation, quarter, standard = paper.meeting.organisation, paper.quarter, paper.plan.standard
    return Document(
        title=f"{standard.name}: progress in {quarter}",
        subtitle=f"{organisation.committee_name}, {day(paper.meeting.held_on)}",
        organisation=organisation.name,
        author=paper.author or organisation.name,
        running=f"{organisation.short_name}: {standard} progress, {quarter}",
        dated_on=paper.meeting.paper_due_on,
        notice=DRAFT if is_draft else "",
        blocks=tuple(blocks_of(paper, found)),
    )


def blocks_of(paper: Paper, found: Found) -> list[Block]:
    """In the order in which a committee reads."""
    organisation, standard = paper.meeting.organisation, paper.plan.standard
    progress, standings, bme = found.progress, found.standings, organisation.bme_label
    writing = Writing({note.place: note.text for note in paper.notes.all()})
    items = {item.action.pk: item for item in progress.items}
    targets = list(Target.objects.of(organisation).of_standard(standard.code))
    benchmarks = all_benchmarks(organisation, standard.code)
    has_ladder = standard.code == WRES  # its goals are about the staff that this standard is about
    blocks: list[Block] = [
        *front.front_sheet(writing, paper, progress.as_at),
        *front.summary(writing, found.summary),
        *front.from_last_time(writing, found.decisions),
        *delivering.what_changed(writing, found.changes, progress, since=found.compared),
        *delivering.ratings(writing, found.counted, len(standings)),
        *delivering.exceptions(writing, standings, items),
        *delivering.due_next(writing, progress.due_next, str(paper.quarter.next)),
        *measuring.indicators(writing, found.table, benchmarks, targets, bme=bme),
        *(measuring.ladder(writing, ladder_of(organisation, until=progress.as_at), bme=bme) if has_ladder else []),
        *measuring.caveats(writing, found.table),
        *delivering.log(writing, standings, items),
    ]
    return [*blocks, *front.left_over(writing, blocks, {f"action-{each.action}": each for each in standings})]


def decisions_for(paper: Paper, last: Last | None) -> list[Decision]:
    """What was decided on earlier papers, but for what a paper told as done already."""
    starts_on = paper.quarter.starts_on
    earlier = Decision.objects.of(paper.meeting.organisation).filter(paper__meeting__quarter_starts_on__lt=starts_on)
    told = last.content.settled if last else ()
    return list(earlier.exclude(settled_on__isnull=False, pk__in=told).select_related("action"))


def settled_by(decisions: list[Decision], last: Last | None) -> tuple[int, ...]:
    told = set(last.content.settled if last else ())
    return tuple(sorted(told | {decision.pk for decision in decisions if decision.settled_on}))
