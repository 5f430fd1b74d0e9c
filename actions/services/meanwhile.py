"""What somebody else did in the meantime: to what a page showed, or to what is to be taken back.

Whatever can be changed has a version, which moves on with each change; of two people, the second is told.
"""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import F, QuerySet

from actions.models import Action, Lead, Plan, PlanImport


class MeanwhileError(Exception):
    """Nothing was written, because something else was; the message can stand on a page."""


class ChangedMeanwhileError(MeanwhileError):
    """Somebody else changed it after the page was opened; of several, `changed` says which, by number."""

    def __init__(self, changed: Collection[int]) -> None:
        super().__init__("Somebody else changed this while you had it open.")
        self.changed = frozenset(changed)


class TouchedError(MeanwhileError):
    """It cannot be removed or taken back, because something rests on it or came after it; the message says what."""


def take_version(row: Action | Lead | Plan | PlanImport, version: int, *, among: QuerySet | None = None) -> None:  # type: ignore[type-arg]
    """Moves the row from `version` to the next one, or raises ChangedMeanwhileError."""
    rows = type(row)._base_manager.all() if among is None else among
    if not rows.filter(pk=row.pk, version=version).update(version=F("version") + 1):
        raise ChangedMeanwhileError([row.pk])
    row.version = version + 1


def take_action(action: Action, version: int) -> None:
    """The same of an action, with its status as it stands now."""
    take_version(action, version)
    action.refresh_from_db(fields=["status", "is_confirmed"])


def check_versions(actions: Collection[Action], versions: Mapping[int, int], *, gone: Collection[int] = ()) -> None:
    """Holds the actions until the end of the transaction, so that what is right here is right when they are written.

    Raises ChangedMeanwhileError, also for those that are `gone` for another reason.
    """
    stands = hold(action.pk for action in actions)
    changed = {action.pk for action in actions if stands.get(action.pk) != versions.get(action.pk)}
    if changed := changed | set(gone):
        raise ChangedMeanwhileError(changed)


def hold(numbers: Iterable[int]) -> dict[int, int]:
    """Locks actions, always in one order, so that two people never wait for each other; the version of each."""
    held = Action.objects.select_for_update().filter(pk__in=list(numbers)).order_by("pk")
    return {action.pk: action.version for action in held}
