"""What is kept of an issued paper: the document as it was read, and how each action stood, for the next paper."""

from datetime import date
from typing import Literal

from actions.statuses import TO_BE_CONFIRMED, Rating, Status
from reports.documents.blocks import Document, Part, Tone

TONES: dict[str, Tone] = {
    Rating.BLUE: "blue",
    Rating.RED: "red",
    Rating.AMBER: "amber",
    Rating.GREEN: "green",
    Rating.GREY: "grey",
}


class Standing(Part):
    """How one action stood at the end of a quarter; `overdue_since` is the day that was missed, where one was."""

    action: int
    place: int
    wording: str
    leads: str
    timescale: str
    status: Status
    status_words: str
    rating: Rating
    rating_words: str
    overdue_since: date | None

    @property
    def tone(self) -> Tone:
        return TONES[self.rating]

    @property
    def waits(self) -> bool:
        """Whether a second person had still to confirm that it is complete."""
        return self.status_words == TO_BE_CONFIRMED

    @property
    def is_ended(self) -> bool:
        return self.status in Status.ended()

    @property
    def is_exception(self) -> bool:
        """What the committee hears more about: red or amber."""
        return self.rating in (Rating.RED, Rating.AMBER)


class Counted(Part):
    """How many actions had one rating; the words tell apart what is grey."""

    tone: Tone
    words: str
    number: int


class PaperContent(Part):
    """A whole paper, as it is frozen. `format` changes where a later version keeps more.

    `settled` are the decisions of earlier meetings that this paper, or one before it, told as done.
    """

    format: Literal[1] = 1
    quarter: str
    as_at: date
    plan: int
    plan_name: str
    summary: tuple[str, ...]
    ratings: tuple[Counted, ...]
    standings: tuple[Standing, ...]
    settled: tuple[int, ...] = ()
    document: Document
