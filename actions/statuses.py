"""The status of an action, and its delivery rating: the word that always stands with a colour."""

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
    GREY = "grey", "Not started, not recorded or closed"


# What a person has to say with a status, and how the form asks for it.
NEEDS_WORDS: dict[str, str] = {
    Status.AT_RISK: "Say what puts the action at risk, and what is being done.",
    Status.OFF_TRACK: "Say why the action is off track, what is being done and when it will improve.",
    Status.COMPLETE: "Say what was done, so that the committee can see it.",
    Status.CLOSED: "Say why the action is closed.",
}

# An update with one of these statuses is work done for the time that a repeating action falls due.
DELIVERS = (Status.ON_TRACK, Status.COMPLETE)

_RATINGS: dict[str, Rating] = {
    Status.COMPLETE: Rating.BLUE,
    Status.OFF_TRACK: Rating.RED,
    Status.AT_RISK: Rating.AMBER,
    Status.ON_TRACK: Rating.GREEN,
}


def rating_of(status: str, *, overdue: bool) -> Rating:
    """The delivery rating: overdue is red unless the action has ended."""
    if overdue and status not in Status.ended():
        return Rating.RED
    return _RATINGS.get(status, Rating.GREY)
