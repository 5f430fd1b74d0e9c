"""Composes the paper of a quarter from the data as at the quarter's end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from actions.models import CarriedForward
from indicators.benchmarks_of import all_benchmarks
from indicators.models import Target
from indicators.pages.ladder import ladder_of
from indicators.tables import ScoreTable, score_table
from reports.documents.blocks import Block, Document
from reports.models import Decision, Paper
from reports.papers import delivering, front, measuring
from reports.papers.changes import Change, changes_between
from reports.papers.content import Counted, PaperContent, Standing
from reports.papers.parts import Writing
from reports.papers.sentences import in_three
from reports.papers.standings import at_the_start, ratings_of, standings_of
from reports.progress import Progress, progress_of

DRAFT = "Draft. It is not issued, and may still change."


@dataclass(frozen=True)
class Before:
    """What a paper is compared with: how each action stood, by the number that it has now, and since when that is."""

    standings: Mapping[int, Standing]
    since: str
    sentence: str


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
        document=document_of(paper, found, is_draft=is_draft),
    )


def find(paper: Paper, *, on: date) -> Found:
    organisation, standard = paper.meeting.organisation, paper.plan.standard
    progress = progress_of(paper.plan, paper.quarter, on=on)
    standings, before = standings_of(progress), compared_with(paper, progress)
    counted, changes = ratings_of(standings), changes_between(before.standings, standings)
    table = score_table(organisation, standard=standard.code, until=paper.plan.year)
    summary = tuple(in_three(counted, changes, table, since=before.since))
    return Found(progress, standings, counted, changes, before.sentence, table, summary)


def document_of(paper: Paper, found: Found, *, is_draft: bool) -> Document:
    organisation, quarter, standard = paper.meeting.organisation, paper.quarter, paper.plan.standard
    return Document(
        title=f"{standard.name}: progress in {quarter}",
        subtitle=f"{organisation.committee_name}, {paper.meeting.held_on:%-d %B %Y}",
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
    return [
        *front.front_sheet(paper),
        *front.summary(writing, found.summary),
        *front.from_last_time(writing, decisions_for(paper)),
        *delivering.what_changed(writing, found.changes, progress, since=found.compared),
        *delivering.ratings(writing, found.counted, len(standings)),
        *delivering.exceptions(writing, standings, items),
        *delivering.due_next(writing, progress.due_next, str(paper.quarter.next)),
        *measuring.indicators(writing, found.table, benchmarks, targets, bme=bme),
        *measuring.ladder(writing, ladder_of(organisation, until=progress.as_at), bme=bme),
        *measuring.caveats(writing, found.table),
        *delivering.log(writing, standings, items),
    ]


def compared_with(paper: Paper, progress: Progress) -> Before:
    """The last issued paper; where there is none, the plan as it was when the quarter, or the plan, began."""
    last = last_issued(paper)
    if last:
        content = PaperContent.model_validate_json(last.content)
        found = {each.action: each for each in content.standings}
        if last.plan_id != paper.plan_id:
            found = carried_into(paper, found)
        said = f"Compared with the last paper, on {last.quarter}, which was as at {content.as_at:%-d %B %Y}."
        return Before(found, f"the last paper, on {last.quarter}", said)
    quarter, starts_on = progress.quarter, paper.plan.starts_on
    if starts_on <= quarter.previous.ends_on:
        earlier = progress_of(paper.plan, quarter.previous, on=quarter.starts_on)
        standings = {each.action: each for each in standings_of(earlier)}
        said = f"There is no paper before this one. Compared with {quarter.previous.ends_on:%-d %B %Y}."
        return Before(standings, f"{quarter.previous.ends_on:%-d %B %Y}", said)
    said = f"This is the first paper on the {paper.plan}. Compared with the plan when it started."
    return Before(at_the_start(progress), f"the start of the plan on {starts_on:%-d %B %Y}", said)


def last_issued(paper: Paper) -> Paper | None:
    """The newest issued paper of the organisation about an earlier quarter, on the same standard."""
    earlier = Paper.objects.of(paper.meeting.organisation).issued().before(paper.quarter)
    return earlier.filter(plan__standard=paper.plan.standard_id).select_related("meeting").first()


def carried_into(paper: Paper, before: Mapping[int, Standing]) -> dict[int, Standing]:
    """How the actions of the plan before stood: those that go on, by their number of now, and the open rest."""
    carried = CarriedForward.objects.filter(onto__plan=paper.plan_id, origin__in=list(before)).order_by("pk")
    pairs = list(carried.values_list("origin", "onto"))
    going_on = {origin for origin, _ in pairs}
    left = {number: each for number, each in before.items() if number not in going_on and not each.is_ended}
    return left | {onto: before[origin] for origin, onto in pairs}


def decisions_for(paper: Paper) -> list[Decision]:
    """What was decided on earlier papers, but for what was done before the quarter began."""
    starts_on = paper.quarter.starts_on
    earlier = Decision.objects.of(paper.meeting.organisation).filter(paper__meeting__quarter_starts_on__lt=starts_on)
    return list(earlier.exclude(settled_on__lt=starts_on).select_related("action"))
