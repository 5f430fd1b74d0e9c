"""What a paper is compared with: how each action stood in the one before, through plans and merges."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from actions.models import CarriedForward, Carrying
from actions.statuses import Status
from reports.documents.wording import day
from reports.models import Paper
from reports.papers.content import PaperContent, Standing
from reports.papers.standings import at_the_start, standings_of
from reports.progress import Progress, progress_of


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


def compared_with(paper: Paper, progress: Progress, last: Last | None) -> Before:
    """The last issued paper; where there is none, the plan as it was when the quarter, or the plan, began."""
    if last:
        found = {each.action: each for each in last.content.standings}
        if last.paper.plan_id != paper.plan_id:
            found = carried_into(paper, found, progress)
        quarter, as_at = last.paper.quarter, day(last.content.as_at)
        said = f"Compared with the last paper, on {quarter}, which was as at {as_at}."
        return Before(found, f"the last paper, on {quarter}", said)
    quarter, starts_on = progress.quarter, paper.plan.starts_on
    if starts_on <= quarter.previous.ends_on:
        earlier = progress_of(paper.plan, quarter.previous, on=quarter.starts_on)
        standings = {each.action: each for each in standings_of(earlier)}
        said = f"There is no paper before this one. Compared with {day(quarter.previous.ends_on)}."
        return Before(standings, day(quarter.previous.ends_on), said)
    said = f"This is the first paper on the {paper.plan}. Compared with the plan when it started."
    return Before(at_the_start(progress), f"the start of the plan on {day(starts_on)}", said)


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
