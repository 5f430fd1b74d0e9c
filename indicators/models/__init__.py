"""Standards, what was submitted, what others scored, and what is aimed at."""

from indicators.models.benchmarks import Benchmark
from indicators.models.goals import StaffInPost, StaffInPostGoal, Target
from indicators.models.standards import WRES, Indicator, Standard, SubmissionDeadline
from indicators.models.submissions import (
    AcceptedWarning,
    Amendment,
    BandCount,
    Draft,
    Figure,
    Score,
    ScoreQuerySet,
    Submission,
    SubmissionQuerySet,
    Upload,
)

__all__ = [
    "WRES",
    "AcceptedWarning",
    "Amendment",
    "BandCount",
    "Benchmark",
    "Draft",
    "Figure",
    "Indicator",
    "Score",
    "ScoreQuerySet",
    "StaffInPost",
    "StaffInPostGoal",
    "Standard",
    "Submission",
    "SubmissionDeadline",
    "SubmissionQuerySet",
    "Target",
    "Upload",
]
