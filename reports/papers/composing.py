"""Composes the paper of a quarter from the data as at the quarter's end."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from actions.models import CarriedForward, Carrying
from actions.statuses import Status
from indicators.benchmarks_of import all_benchmarks
from indicators.models import WRES, Target
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
class Last:
    """The paper that was issued before, and what it said."""

    paper: Paper
    content: PaperContent


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


def compared_with(paper: Paper, progress: Progress, last: Last | None) -> Before:
    """The last issued paper; where there is none, the plan as it was when the quarter, or the plan, began."""
    if last:
        found = {each.action: each for each in last.content.standings}
        if last.paper.plan_id != paper.plan_id:
            found = carried_into(paper, found, progress)
        quarter, as_at = last.paper.quarter, f"{last.content.as_at:%-d %B %Y}"
        said = f"Compared with the last paper, on {quarter}, which was as at {as_at}."
        return Before(found, f"the last paper, on {quarter}", said)
    quarter, starts_on = progress.quarter, paper.plan.starts_on
    if starts_on <= quarter.previous.ends_on:
        earlier = progress_of(paper.plan, quarter.previous, on=quarter.starts_on)
        standings = {each.action: each for each in standings_of(earlier)}
        said = f"There is no paper before this one. Compared with {quarter.previous.ends_on:%-d %B %Y}."
        return Before(standings, f"{quarter.previous.ends_on:%-d %B %Y}", said)
    said = f"This is the first paper on the {paper.plan}. Compared with the plan when it started."
    return Before(at_the_start(progress), f"the start of the plan on {starts_on:%-d %B %Y}", said)


def last_issued(paper: Paper) -> Last | None:
    """The newest issued paper of the organisation about an earlier quarter, on the same standard."""
    earlier = Paper.objects.of(paper.meeting.organisation).issued().before(paper.quarter)
    of_standard = earlier.filter(plan__standard=paper.plan.standard_id)
    found = of_standard.select_related("meeting", "plan__standard").first()
    return Last(found, PaperContent.model_validate_json(found.content)) if found else None


def carried_into(paper: Paper, before: Mapping[int, Standing], progress: Progress) -> dict[int, Standing]:
    """How the actions of the plan before stood: those that go on, by their number of now, and the open rest.

    An action may have gone on through several plans. Of those that were merged, the first one stands for them. One
    that was carried forward before its plan ended stood as closed: it is compared with how it began in the new plan.
    """
    steps: dict[int, list[int]] = defaultdict(list)
    carried = CarriedForward.objects.filter(
        origin__plan__organisation=paper.meeting.organisation_id, carrying__in=Carrying.objects.standing()
    )
    for origin, onto in carried.order_by("pk").values_list("origin", "onto"):
        steps[origin].append(onto)
    begun = at_the_start(progress)
    found: dict[int, Standing] = {}
    for number, standing in before.items():
        goes_on_as = [each for each in later_ones(number, steps) if each in begun]
        for each in goes_on_as:
            found.setdefault(each, begun[each] if standing.status == Status.CLOSED else standing)
        if not goes_on_as and not standing.is_ended:
            found[number] = standing
    return found


def later_ones(number: int, steps: Mapping[int, list[int]]) -> list[int]:
    """Every action that one goes on as, at once or in the end."""
    found, waiting = [], list(steps.get(number, ()))
    while waiting:
        each = waiting.pop(0)
        if each not in found:
            found.append(each)
            waiting += steps.get(each, ())
    return found


def ended_elsewhere(paper: Paper, last: Last | None, before: Before, *, on: date) -> list[Standing]:
    """What was completed or closed in the plan of the last paper before that plan ended: it is not just gone."""
    if last is None or last.paper.plan_id == paper.plan_id:
        return []
    of_last = standings_of(progress_of(last.paper.plan, paper.quarter, on=on))
    return [each for each in of_last if each.action in before.standings and each.is_ended]


def decisions_for(paper: Paper, last: Last | None) -> list[Decision]:
    """What was decided on earlier papers, but for what a paper told as done already."""
    starts_on = paper.quarter.starts_on
    earlier = Decision.objects.of(paper.meeting.organisation).filter(paper__meeting__quarter_starts_on__lt=starts_on)
    told = last.content.settled if last else ()
    return list(earlier.exclude(settled_on__isnull=False, pk__in=told).select_related("action"))


def settled_by(decisions: list[Decision], last: Last | None) -> tuple[int, ...]:
    told = set(last.content.settled if last else ())
    return tuple(sorted(told | {decision.pk for decision in decisions if decision.settled_on}))
