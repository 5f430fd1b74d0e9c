"""The status of an action, and its delivery rating: the word that always stands with a colour."""

from collections.abc import Mapping

from django.db import models


class Status(models.TextChoices):
    """What was last reported. 'Overdue' is not a status: it is a deadline past and not met."""

    NOT_RECORDED = "not_recorded", "Not recorded"
    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    COMPLETE = "complete", "Complete"
    CLOSED = "closed", "Closed"

    @classmethod
    def ended(cls) -> tuple["Status", ...]:
        return (cls.COMPLETE, cls.CLOSED)


class ClosedBecause(models.TextChoices):
    """Why an action ended without being complete."""

    SUPERSEDED = "superseded", "Something else took its place"
    NOT_ACHIEVED = "not_achieved", "It was not achieved"
    DEPRIORITISED = "deprioritised", "Other work came first"
    MERGED = "merged", "It was merged into another action"
    CARRIED_FORWARD = "carried_forward", "It goes on in the next plan"


# An action that was closed for one of these goes on in another.
GOES_ON = (ClosedBecause.MERGED, ClosedBecause.CARRIED_FORWARD)


class Rating(models.TextChoices):
    """Delivery of an action (domain of the committee: blue, red, amber, green); never of an indicator."""

    BLUE = "blue", "Complete"
    RED = "red", "Overdue or off track"
    AMBER = "amber", "At risk"
    GREEN = "green", "On track"
    GREY = "grey", "Not rated"  # which is said of no action: its status is


# The answers that a committee asks for where an action does not go well, and how the form asks for each.
THREE_ANSWERS = {
    "progress": "Say what the trend is: is it getting better or worse, and why?",
    "being_done": "Say what is being done about it.",
    "improves": "Say when it will improve. If nobody can say yet, write that.",
}

# What a person has to say with a status, by the field in which it is asked.
NEEDS: dict[str, dict[str, str]] = {
    Status.AT_RISK: THREE_ANSWERS,
    Status.OFF_TRACK: THREE_ANSWERS,
    Status.CLOSED: {
        "closed_because": "Choose why the action is closed.",
        "progress": "Say in a sentence why the action is closed.",
    },
}
NEEDS_WORDS = frozenset(NEEDS)

# Complete needs one of the two: words, or evidence.
NEEDS_PROOF = "Say what was done, or add a file or a link that shows it."

# 'It goes on in the next plan' is what carrying an action forward says of it, and nobody chooses it by hand.
CLOSED_BY_HAND = [choice for choice in ClosedBecause.choices if choice[0] != ClosedBecause.CARRIED_FORWARD]

TO_BE_CONFIRMED = "Complete, to be confirmed"

# An update with one of these statuses is work done for the time that a repeating action falls due.
DELIVERS = (Status.ON_TRACK, Status.COMPLETE)

_RATINGS: dict[str, Rating] = {
    Status.COMPLETE: Rating.BLUE,
    Status.OFF_TRACK: Rating.RED,
    Status.AT_RISK: Rating.AMBER,
    Status.ON_TRACK: Rating.GREEN,
}

# Every colour with its words, in the order in which a committee reads them.
RATED: list[tuple[Rating, str]] = [
    *((rating, str(rating.label)) for rating in Rating if rating != Rating.GREY),
    *((Rating.GREY, str(status.label)) for status in (Status.NOT_STARTED, Status.NOT_RECORDED, Status.CLOSED)),
]


def rating_of(status: str, *, overdue: bool) -> Rating:
    """The delivery rating: overdue is red unless the action has ended."""
    if overdue and status not in Status.ended():
        return Rating.RED
    return _RATINGS.get(status, Rating.GREY)


def rating_words(status: str, *, overdue: bool) -> str:
    """The word that stands with the colour: what is grey is not started, not recorded or closed, and says which."""
    rating = rating_of(status, overdue=overdue)
    return str(Status(status).label if rating == Rating.GREY else rating.label)


def missing(status: str, answers: Mapping[str, str]) -> dict[str, str]:
    """What the status needs and the answers do not say: by field, in the words that ask for it."""
    return {field: words for field, words in NEEDS.get(status, {}).items() if not answers.get(field, "").strip()}
