"""When the committee meets about a quarter: days that are proposed, and days that somebody sets."""

from datetime import date, timedelta

from django.db import transaction

from accounts.models import Organisation
from actions.quarters import Quarter
from actions.working_days import working_day_from, working_day_until
from reports.models import Meeting
from reports.services.meanwhile import check_version

# Committees meet some six weeks after a quarter, when its figures are in; papers go out a week before.
MEETS_AFTER, PAPER_BEFORE = timedelta(weeks=6), timedelta(weeks=1)
# A paper that is opened late is not due before somebody could look at it.
LEAST_TIME = timedelta(weeks=1)
A_QUARTER = timedelta(weeks=13)


def proposed_days(quarter: Quarter, *, last: Meeting | None) -> tuple[date, date]:
    """The day of the paper and that of the meeting: 13 weeks after those that somebody set for the quarter before."""
    if last and not last.is_proposed and last.quarter == quarter.previous:
        held_on = working_day_from(last.held_on + A_QUARTER)
        return working_day_until(min(last.paper_due_on + A_QUARTER, held_on)), held_on
    held_on = working_day_from(quarter.ends_on + MEETS_AFTER)
    return working_day_until(held_on - PAPER_BEFORE), held_on


def proposed(organisation: Organisation, quarter: Quarter, *, on: date) -> Meeting:
    """The meeting of a quarter as it would be proposed on a day; it is not kept."""
    last = Meeting.objects.of(organisation).about(quarter.previous).first()
    paper_due_on, held_on = proposed_days(quarter, last=last)
    if paper_due_on < on + LEAST_TIME:
        paper_due_on = working_day_from(on + LEAST_TIME)
        held_on = max(held_on, working_day_from(paper_due_on + PAPER_BEFORE))
    return Meeting(
        organisation=organisation, quarter_starts_on=quarter.starts_on, held_on=held_on, paper_due_on=paper_due_on
    )


def meeting_about(organisation: Organisation, quarter: Quarter, *, on: date) -> Meeting:
    """The meeting that reads a quarter, kept with proposed days where there was none."""
    found = Meeting.objects.of(organisation).about(quarter).first()
    if found:
        return found
    new = proposed(organisation, quarter, on=on)
    days = {"held_on": new.held_on, "paper_due_on": new.paper_due_on}
    return Meeting.objects.get_or_create(organisation=organisation, quarter_starts_on=quarter.starts_on, defaults=days)[
        0
    ]


@transaction.atomic
def set_days(*, meeting: Meeting, version: int, held_on: date, paper_due_on: date) -> None:
    """Raises ChangedMeanwhileError where somebody else set them since they were shown."""
    found = Meeting.objects.select_for_update().get(pk=meeting.pk)
    check_version(found, version)
    found.held_on, found.paper_due_on, found.is_proposed = held_on, paper_due_on, False
    found.version += 1
    found.save()
