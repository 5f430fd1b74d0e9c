"""The progress of a quarter in a few sentences, the same in page and mail."""

from actions.statuses import Status
from reports.progress import Progress


def sentences(progress: Progress) -> list[str]:
    """Two to five sentences; numbers come from the progress alone."""
    total = len(progress.items)
    counted = [
        f"{count} {status.label.lower()}{waiting(progress) if status == Status.COMPLETE else ''}"
        for status, count in progress.by_status
        if count and status != Status.NOT_RECORDED
    ]
    found = [f"The plan has {actions(total)}" + (f": {listed(counted)}." if counted else ".")]
    for items, one, more in (
        (progress.not_recorded, "has no status recorded yet", "have no status recorded yet"),
        (progress.overdue, *overdue_words(progress)),
        (progress.moved, "had a deadline moved in the quarter", "had a deadline moved in the quarter"),
        (progress.without_update, "had no update in the quarter", "had no update in the quarter"),
    ):
        if items:
            found.append(f"{actions(len(items))} {one if len(items) == 1 else more}.")
    if not progress.overdue:
        found.append("No action was overdue." if progress.is_over else "No action is overdue.")
    return found


def waiting(progress: Progress) -> str:
    """How many of those complete a second person has still to confirm."""
    number = len(progress.to_be_confirmed)
    return f" ({number} of them to be confirmed)" if number else ""


def overdue_words(progress: Progress) -> tuple[str, str]:
    """Of a quarter that is over, on its last day: what was due by then."""
    if not progress.is_over:
        return "is overdue", "are overdue"
    by = f"due by {progress.as_at:%-d %B %Y}"
    return f"{by} was not done", f"{by} were not done"


def actions(number: int) -> str:
    return "1 action" if number == 1 else f"{number:,} actions"


def listed(parts: list[str]) -> str:
    """'one, two and three'; '' for none."""
    *others, last = parts or [""]
    return f"{', '.join(others)} and {last}" if others else last
