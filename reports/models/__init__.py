"""What a committee and the public are given: meetings, papers, decisions, and who else gets them."""

from reports.models.committee import CommitteeAddress, Meeting
from reports.models.papers import Decision, Paper, PaperNote
from reports.models.publications import Publication

__all__ = ["CommitteeAddress", "Decision", "Meeting", "Paper", "PaperNote", "Publication"]
