"""What a printed timescale is understood to say."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NOTHING_READ = "No date could be read"


class Repeat(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six-monthly"
    YEARLY = "yearly"


@dataclass(frozen=True)
class Timescale:
    due: date | None
    repeat: Repeat | None
    ongoing: bool
    doubts: tuple[str, ...]  # a sentence each, for a person: what is unclear, and which reading is offered
    until: date | None = None  # the last day of what repeats, as in '2023-2027, quarterly'
