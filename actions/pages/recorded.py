"""What is recorded on one action, and what this person may do to it: its updates and its evidence."""

from collections.abc import Iterable
from typing import Any

from accounts.access import Access
from actions import policies
from actions.models import Action, Evidence, Update


def recorded_on(action: Action, access: Access) -> dict[str, Any]:
    """For its page: the updates with their evidence, and the evidence that stands and that was removed.

    Reads `standing_updates` of `with_parts`.
    """
    found = Evidence.objects.of(access.organisation).filter(action=action).with_author()
    evidence = [(each, policies.can_remove_evidence(access, each, action)) for each in found]
    kept = [pair for pair in evidence if pair[0].removed_at is None]
    return {
        "updates": updates_on(action, [each for each, _ in kept], access),
        "evidence": kept,
        "evidence_removed": [pair for pair in evidence if pair not in kept],
    }


def updates_on(
    action: Action, evidence: Iterable[Evidence], access: Access
) -> list[tuple[Update, bool, list[Evidence]]]:
    """The newest first, which is the only one that can be taken back."""
    updates: list[Update] = action.standing_updates  # type: ignore[attr-defined]
    return [
        (
            update,
            place == 0 and policies.can_withdraw(access, update),
            [each for each in evidence if each.update_id == update.pk],
        )
        for place, update in enumerate(updates)
    ]
