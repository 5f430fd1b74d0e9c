"""The plan, its actions with their leads and deadlines, what was reported on them, and who was reminded."""

from actions.models.actions import Action, ActionQuerySet
from actions.models.carried import CarriedForward, Carrying, CarryingQuerySet
from actions.models.deadlines import Deadline, DeadlineQuerySet, Revision
from actions.models.evidence import Evidence
from actions.models.imports import PlanImport
from actions.models.leads import Lead, Leadership, LeadQuerySet, Spelling, leads_in_words
from actions.models.links import CalendarFeed, UpdateLink
from actions.models.plans import Approval, ApprovedAction, Plan, PlanQuerySet
from actions.models.reminders import Reminder, ReminderChoice
from actions.models.updates import Update, UpdateQuerySet

__all__ = [
    "Action",
    "ActionQuerySet",
    "Approval",
    "ApprovedAction",
    "CalendarFeed",
    "CarriedForward",
    "Carrying",
    "CarryingQuerySet",
    "Deadline",
    "DeadlineQuerySet",
    "Evidence",
    "Lead",
    "LeadQuerySet",
    "Leadership",
    "Plan",
    "PlanImport",
    "PlanQuerySet",
    "Reminder",
    "ReminderChoice",
    "Revision",
    "Spelling",
    "Update",
    "UpdateLink",
    "UpdateQuerySet",
    "leads_in_words",
]
