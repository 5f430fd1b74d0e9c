"""How each action stood at the end of a quarter, and the totals: counted here, once, for every part of a paper."""

from collections import Counter

from actions.statuses import RATED, Rating, rating_of, rating_words
from reports.papers.content import TONES, Counted, Standing
from reports.progress import Item, Progress


def standings_of(progress: Progress) -> tuple[Standing, ...]:
    """In the order of the plan."""
    return tuple(standing_of(item) for item in progress.items)


def standing_of(item: Item) -> Standing:
    is_overdue = item.overdue is not None
    return Standing(
        action=item.action.pk,
        place=item.action.place,
        wording=item.action.wording,
        leads="; ".join(item.lead_names),
        timescale=item.action.timescale,
        status=item.status,
        status_words=item.status_words,
        rating=rating_of(item.status, overdue=is_overdue),
        rating_words=rating_words(item.status, overdue=is_overdue),
        overdue_since=item.overdue.due_on if item.overdue else None,
    )


def ratings_of(standings: tuple[Standing, ...]) -> tuple[Counted, ...]:
    """Each rating in the order in which a committee reads them; grey ones that no action has are left out."""
    numbers = Counter(standing.rating_words for standing in standings)
    return tuple(
        Counted(tone=TONES[rating], words=words, number=numbers[words])
        for rating, words in RATED
        if numbers[words] or rating != Rating.GREY
    )


def at_the_start(progress: Progress) -> dict[int, Standing]:
    """How the actions stood when the quarter began, where no paper was issued before: by action, nothing overdue."""
    return {item.action.pk: as_begun(item) for item in progress.items}


def as_begun(item: Item) -> Standing:
    status = item.reported[-1].status_before if item.reported else item.status
    return standing_of(item).model_copy(
        update={
            "status": type(item.status)(status),
            "status_words": str(type(item.status)(status).label),
            "rating": rating_of(status, overdue=False),
            "rating_words": rating_words(status, overdue=False),
            "overdue_since": None,
        }
    )
