"""Who may do what with the plan."""

from accounts.access import Access
from accounts.models import Role
from actions.models import Action, Evidence, Lead, Revision, Update, UpdateLink
from actions.statuses import GOES_ON


def can_edit_plan(access: Access) -> bool:
    return access.has(Role.EDI_LEAD)


def can_record_approvals(access: Access) -> bool:
    return access.has(Role.EDI_LEAD)


def can_carry_forward(access: Access) -> bool:
    return access.has(Role.EDI_LEAD)


def can_import_plan(access: Access) -> bool:
    return access.has(Role.EDI_LEAD)


def can_edit_leads(access: Access) -> bool:
    return access.has(Role.EDI_LEAD)


def can_update(access: Access, action: Action) -> bool:
    """The EDI lead, and whoever holds a post that leads or supports the action. Reads `leaderships`, prefetched."""
    if access.has(Role.EDI_LEAD):
        return True
    return access.has(Role.LEAD) and any(holds(access, leadership.lead) for leadership in action.leaderships.all())


def can_withdraw(access: Access, update: Update) -> bool:
    """Whoever made it, unless a second person has confirmed it.

    Not what closed an action because it goes on elsewhere: carrying forward is undone as a whole.
    """
    if update.made_by_id != access.user.pk or update.confirmed_at:
        return False
    carried = update.closed_because in GOES_ON and update.carryings.exists()
    return not carried and can_update(access, update.action)


def can_set_dates(access: Access) -> bool:
    """Whether this person says when actions are due, and moves their deadlines."""
    return access.has(Role.EDI_LEAD)


def can_undo_move(access: Access, revision: Revision) -> bool:
    """Whoever made it; of what a change of the timescale moved, another change is the way back."""
    return can_set_dates(access) and revision.made_by_id == access.user.pk and not revision.by_timescale


def can_confirm_others(access: Access) -> bool:
    """Whether this person confirms what others report complete."""
    return access.has(Role.EDI_LEAD)


def can_confirm(access: Access, action: Action) -> bool:
    """An EDI lead other than the person who reported that it is complete. Reads the latest update, prefetched."""
    latest = next(iter(action.standing_updates), None)  # type: ignore[attr-defined]
    return (
        can_confirm_others(access) and latest is not None and latest.waits and not latest.was_reported_by(access.user)
    )


def can_update_through(link: UpdateLink, action: Action) -> bool:
    """A link updates what its lead leads or supports, and nothing else. Reads `leaderships`, prefetched."""
    return any(leadership.lead_id == link.lead_id for leadership in action.leaderships.all())


def can_withdraw_through(link: UpdateLink, update: Update) -> bool:
    """What was reported through the same link, unless a second person has confirmed it."""
    return update.link_id == link.pk and not update.confirmed_at and can_update_through(link, update.action)


def can_choose_reminders(access: Access) -> bool:
    """Whoever belongs to the organisation may lead an action one day."""
    return bool(access.roles)


def can_have_calendar(access: Access) -> bool:
    """Whoever may read the plan may have its deadlines in their own calendar."""
    return bool(access.roles)


def can_remove_evidence(access: Access, evidence: Evidence, action: Action) -> bool:
    """The EDI lead, and whoever added it and may still update the action. Also says who may put it back."""
    return access.has(Role.EDI_LEAD) or (evidence.added_by_id == access.user.pk and can_update(access, action))


def holds(access: Access, lead: Lead) -> bool:
    """A post is held by the person whose sign-in address is the post's."""
    return lead.address != "" and lead.address.lower() == access.user.email.lower()
