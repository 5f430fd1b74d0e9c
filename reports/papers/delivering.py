"""How the actions go: what changed, their ratings, what does not go well and why, and the whole log."""

from collections.abc import Sequence
from itertools import groupby

from actions.statuses import THREE_ANSWERS
from reports.documents.blocks import Block, Bullets, Cell, Column, Fact, Facts, Table
from reports.documents.wording import day
from reports.papers.changes import Change, Kind
from reports.papers.content import Counted, Standing
from reports.papers.parts import Writing, columns, numbered, plain, said, title_of
from reports.progress import Item, Progress
from reports.summary import listed as listed_in_words

QUESTIONS = {
    "progress": "What is the trend?",
    "being_done": "What is being done?",
    "improves": "When will it improve?",
}
NO_ANSWER, NO_LEAD = "No answer yet.", "No lead"


def what_changed(writing: Writing, changes: Sequence[Change], progress: Progress, *, since: str) -> list[Block]:
    """Every kind of change with its actions; then what was moved, and what nobody reported on."""
    blocks: list[Block] = said(since)
    if not changes:
        blocks += said("No action changed its status, its wording or its deadline's state.")
    for kind, found in groupby(changes, key=lambda change: change.kind):
        every = list(found)
        blocks += writing.part(3, f"{kind.value}: {len(every)}", "", [listed(every)])
    blocks += writing.part(3, f"Deadlines moved: {len(progress.moved)}", "", moved(progress.moved))
    silent = progress.without_update
    blocks += writing.part(3, f"No update in the quarter: {len(silent)}", "", without_update(silent))
    return writing.part(2, "What changed", "changed", blocks)


def listed(changes: Sequence[Change]) -> Bullets:
    return Bullets(items=tuple(in_words(change) for change in changes))


def in_words(change: Change) -> str:
    return f"{title_of(change.standing)} ({said_of(change)})"


def said_of(change: Change) -> str:
    now, before = change.standing, change.before
    if before is None or change.kind in (Kind.NEW, Kind.GONE, Kind.CAUGHT_UP):
        return now.status_words
    if change.kind is Kind.OVERDUE and now.overdue_since:
        return f"was due on {day(now.overdue_since)}; {now.leads or NO_LEAD}"
    if change.kind is Kind.REWORDED:
        return "; ".join(reworded(before, now))
    return f"{before.status_words} before, {now.status_words} now"


def reworded(before: Standing, now: Standing) -> list[str]:
    pairs = (
        ("wording", before.wording, now.wording),
        ("leads", before.leads, now.leads),
        ("timescale", before.timescale, now.timescale),
    )
    return [f"{what} before: {was or 'none'}" for what, was, is_now in pairs if was != is_now]


def moved(items: Sequence[Item]) -> list[Block]:
    if not items:
        return said("No deadline was moved.")
    rows = [
        (
            Cell(text=numbered(item.action.place, item.action.wording), is_header=True),
            Cell(text=day(move.moved_from), day=move.moved_from),
            Cell(text=day(move.moved_to), day=move.moved_to),
            plain(move.reason),
        )
        for item in items
        for deadline in item.moved
        for move in deadline.moves
    ]
    widths = (5, 2, 2, 4)
    return [
        Table(
            name="Deadlines moved",
            caption="Deadlines that were moved in the quarter",
            columns=columns("Action", "From", "To", "Why", widths=widths),
            rows=tuple(rows),
        )
    ]


def without_update(items: Sequence[Item]) -> list[Block]:
    """By number: there can be many, and the action log has the words and leads of each."""
    if not items:
        return said("Every open action had an update.")
    numbers = listed_in_words([str(item.action.place) for item in items])
    one = len(items) == 1
    return said(
        f"{'Action' if one else 'Actions'} {numbers} of the plan. The action log has {'it' if one else 'them'}."
    )


def ratings(writing: Writing, counted: Sequence[Counted], total: int) -> list[Block]:
    table = Table(
        name="Delivery",
        caption=f"Delivery of the {total} actions",
        columns=(Column(title="Rating", width=3), Column(title="Actions", is_numeric=True)),
        rows=tuple(
            (Cell(text=each.words, tone=each.tone, is_header=True), Cell(text=f"{each.number:,}", number=each.number))
            for each in counted
        ),
    )
    return writing.part(2, "Delivery of the actions", "delivery", [table])


def exceptions(writing: Writing, standings: Sequence[Standing], items: dict[int, Item]) -> list[Block]:
    """What is at risk, off track or overdue, each with the three answers that a committee asks for."""
    found = [standing for standing in standings if standing.is_exception]
    blocks: list[Block] = []
    for standing in found:
        facts = Facts(title=title_of(standing), facts=facts_of(standing, items[standing.action]))
        blocks += writing.part(3, title_of(standing), f"action-{standing.action}", [facts])
    if not found:
        blocks = said("No action is at risk, off track or overdue.")
    return writing.part(2, f"What does not go to plan: {len(found)}", "exceptions", blocks)


def leads_of(item: Item) -> str:
    return "; ".join(item.lead_names) or NO_LEAD


def facts_of(standing: Standing, item: Item) -> tuple[Fact, ...]:
    overdue = f". It was due on {day(standing.overdue_since)}" if standing.overdue_since else ""
    return (
        *whole_wording(standing),
        Fact(label="Rating", text=standing.rating_words, tone=standing.tone),
        Fact(label="Status", text=f"{standing.status_words}{overdue}"),
        Fact(label="Lead", text=standing.leads or NO_LEAD),
        Fact(label="Timescale", text=standing.timescale or "None"),
        *(Fact(label=QUESTIONS[name], text=answer_of(item, name)) for name in THREE_ANSWERS),
    )


def whole_wording(standing: Standing) -> list[Fact]:
    """All of its words, where the heading has only their beginning."""
    is_cut = title_of(standing) != f"{standing.place}. {' '.join(standing.wording.split())}"
    return [Fact(label="Action", text=standing.wording)] if is_cut else []


def answer_of(item: Item, name: str) -> str:
    return (getattr(item.latest, name) if item.latest else "") or NO_ANSWER


def due_next(writing: Writing, items: Sequence[Item], quarter: str) -> list[Block]:
    if not items:
        return writing.part(2, "Due next", "due-next", said(f"Nothing is due in {quarter}."))
    rows = [
        (
            Cell(text=numbered(item.action.place, item.action.wording), is_header=True),
            Cell(text=day(item.due_next.due_on), day=item.due_next.due_on),
            plain(leads_of(item)),
        )
        for item in items
        if item.due_next
    ]
    table = Table(
        name="Due next",
        caption=f"Due in {quarter}",
        columns=columns("Action", "Due", "Lead", widths=(5, 2, 3)),
        rows=tuple(rows),
    )
    return writing.part(2, "Due next", "due-next", [table])


def log(writing: Writing, standings: Sequence[Standing], items: dict[int, Item]) -> list[Block]:
    """Every action, in the order of the plan."""
    if not standings:
        return writing.part(2, "Action log", "log", said("The plan has no actions."))
    table = Table(
        name="Action log",
        caption=f"All {len(standings)} actions of the plan",
        columns=columns("Action", "Timescale", "Lead", "Rating", "Last update", widths=(12, 4, 7, 4, 8)),
        rows=tuple(log_row(standing, items[standing.action]) for standing in standings),
    )
    return writing.part(2, "Action log", "log", [table])


def log_row(standing: Standing, item: Item) -> tuple[Cell, ...]:
    told = [f"{day(item.latest.made_on)}: {item.latest.words}" if item.latest else "No update yet."]
    if standing.status_words != standing.rating_words:
        told.insert(0, f"{standing.status_words}.")
    return (
        Cell(text=f"{standing.place}. {standing.wording}", is_header=True),
        plain(standing.timescale or "None"),
        plain(standing.leads or NO_LEAD),
        Cell(text=standing.rating_words, tone=standing.tone),
        plain("\n".join(told)),
    )
