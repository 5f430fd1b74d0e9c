"""How the words of an action came to be: each change with who made it and when."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from actions.models import Action
from actions.word_diff import Part, compare, is_same


@dataclass(frozen=True)
class Rewording:
    """One change of the words, as parts; `by` is empty where no person did it, as when a report was loaded."""

    at: datetime
    by: str
    parts: list[Part]


def rewordings_of(action: Action) -> list[Rewording]:
    """The changes of the words, the newest first: one query, however often the action changed."""
    rows = action.history.order_by("history_id")
    wordings = list(rows.values_list("wording", "history_date", "history_user__name"))
    found = [
        Rewording(at, by or "", compare(before, wording))
        for (before, _, _), (wording, at, by) in pairwise(wordings)
        if not is_same(before, wording)
    ]
    return found[::-1]
