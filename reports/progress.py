"""The progress of a quarter: every total that page and mail show is counted here, once.

It is worked out as at the quarter's last day (or today, while the quarter lasts) from what was reported until
then, so that a past quarter reads the same whatever happened since. Source: domain of the quarterly paper, composed
from real committee papers.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import Organisation
from actions.models import Action, Evidence, Leadership, Plan, Update
from actions.quarters import Quarter
from actions.statuses import RATED, TO_BE_CONFIRMED, Rating, Status, rating_words
from reports.dues import Due, dues_of
from reports.moved import Moved, moved_of


@dataclass(frozen=True)
class Item:
    """One action as it stood: status, the last update, what was reported and moved in the quarter, and what is due."""

    action: Action
    status: Status
    latest: Update | None
    reported: list[Update]
    evidence: list[Evidence]
    overdue: Due | None
    due_now: Due | None
    due_next: Due | None
    moved: list[Moved]
    as_at: date

    @property
    def rating_words(self) -> str:
        return rating_words(self.status, overdue=self.overdue is not None)

    @property
    def waits(self) -> bool:
        """Whether a second person had still to confirm on that day that it was complete."""
        return self.latest is not None and self.latest.needs_confirming and not confirmed(self.latest, self.as_at)

    @property
    def status_words(self) -> str:
        return TO_BE_CONFIRMED if self.waits else str(self.status.label)

    @property
    def lead_names(self) -> list[str]:
        accountable = Leadership.Kind.ACCOUNTABLE
        return [each.lead.name for each in self.action.leaderships.all() if each.kind == accountable]

    @property
    def met(self) -> bool:
        """Whether what is due in the quarter was met by then; reopening an action later does not change that."""
        if self.waits:
            return False
        return self.status == Status.COMPLETE or (self.due_now is not None and self.due_now.is_met)

    @property
    def ended(self) -> bool:
        return self.status in Status.ended()

    def became(self, *statuses: Status) -> bool:
        """Whether an update of the quarter brought the action to one of these, and it still is there."""
        before = self.reported[-1].status_before if self.reported else self.status
        return self.status in statuses and before not in statuses


@dataclass(frozen=True)
class Progress:
    """A quarter of one plan."""

    plan: Plan
    quarter: Quarter
    as_at: date
    is_over: bool
    items: list[Item]

    @cached_property
    def by_status(self) -> list[tuple[Status, int]]:
        counted = Counter(item.status for item in self.items)
        return [(status, counted[status]) for status in Status]

    @cached_property
    def to_be_confirmed(self) -> list[Item]:
        return [item for item in self.items if item.waits]

    @cached_property
    def by_rating(self) -> list[tuple[Rating, str, int]]:
        """Each colour with its words and how many actions have it; what is grey is told apart."""
        counted = Counter(item.rating_words for item in self.items)
        return [(rating, words, counted[words]) for rating, words in RATED]

    @cached_property
    def completed(self) -> list[Item]:
        return [item for item in self.items if item.became(Status.COMPLETE)]

    @cached_property
    def started(self) -> list[Item]:
        not_begun = (Status.NOT_RECORDED, Status.NOT_STARTED)
        return [
            item
            for item in self.items
            if not item.ended
            and item.status not in not_begun
            and item.reported
            and item.reported[-1].status_before in not_begun
        ]

    @cached_property
    def closed(self) -> list[Item]:
        return [item for item in self.items if item.became(Status.CLOSED)]

    @cached_property
    def exceptions(self) -> list[Item]:
        return [item for item in self.items if item.status in (Status.AT_RISK, Status.OFF_TRACK)]

    @cached_property
    def overdue(self) -> list[Item]:
        return [item for item in self.items if item.overdue]

    @cached_property
    def due_now(self) -> list[Item]:
        return [item for item in self.items if item.due_now and item.due_now != item.overdue]

    @cached_property
    def due_next(self) -> list[Item]:
        due = [(item.due_next.due_on, item) for item in self.items if item.due_next and not item.ended]
        return [item for _, item in sorted(due, key=lambda pair: pair[0])]

    @cached_property
    def moved(self) -> list[Item]:
        return [item for item in self.items if item.moved]

    @cached_property
    def without_update(self) -> list[Item]:
        return [item for item in self.items if not item.reported and not item.ended]

    @cached_property
    def not_recorded(self) -> list[Item]:
        return [item for item in self.items if item.status == Status.NOT_RECORDED]


def plan_in_force(organisation: Organisation, quarter: Quarter) -> Plan | None:
    """The newest plan that had started when the quarter ended."""
    plans = Plan.objects.of(organisation).in_force(on=quarter.ends_on)
    return plans.select_related("standard", "organisation").first()


def progress_of(plan: Plan, quarter: Quarter, *, on: date) -> Progress:
    """The quarter as it was at its end, or as it is on the day while it lasts: six queries."""
    is_over = on > quarter.ends_on
    as_at = min(on, quarter.ends_on)
    actions = plan.actions.prefetch_related(
        Prefetch("leaderships", Leadership.objects.select_related("lead")),
        "deadlines__revisions",
        "evidence",
        Prefetch("updates", Update.objects.with_author().order_by("-made_at", "-pk")),
    ).order_by("place", "pk")
    items = [item_of(action, quarter, as_at=as_at, is_over=is_over) for action in actions]
    return Progress(plan, quarter, as_at, is_over, items)


def item_of(action: Action, quarter: Quarter, *, as_at: date, is_over: bool) -> Item:
    # What was taken back after that day still stood on it.
    updates = [update for update in action.updates.all() if stood(update, as_at)]
    until_then = [update for update in updates if update.made_on <= as_at]
    latest = until_then[0] if until_then else None
    status = status_as_at(action, latest, later=updates)
    dues = dues_of(action, quarter, as_at=as_at, is_over=is_over)
    return Item(
        action=action,
        status=status,
        latest=latest,
        evidence=[each for each in action.evidence.all() if was_there(each, as_at)],
        reported=[update for update in until_then if quarter.holds(update.made_on)],
        overdue=dues.overdue if status not in Status.ended() else None,
        due_now=dues.now,
        due_next=dues.next,
        moved=moved_of(action, quarter, as_at=as_at),
        as_at=as_at,
    )


def stood(update: Update, on: date) -> bool:
    return update.withdrawn_at is None or timezone.localdate(update.withdrawn_at) > on


def confirmed(update: Update, on: date) -> bool:
    return update.confirmed_at is not None and timezone.localdate(update.confirmed_at) <= on


def was_there(evidence: Evidence, on: date) -> bool:
    removed_at = evidence.removed_at
    return timezone.localdate(evidence.added_at) <= on and (removed_at is None or timezone.localdate(removed_at) > on)


def status_as_at(action: Action, latest: Update | None, *, later: list[Update]) -> Status:
    """The status of the last update until then; before the first one, what the action had been imported with."""
    if latest:
        return Status(latest.status)
    return Status(later[-1].status_before if later else action.status)
