"""The actions of a document that is being brought in, as plain values: put right one by one, and kept in between."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from actions.documents.plan import Doubt, ReadAction, ReadPlan
from actions.lead_words import LeadWords, read_leads
from actions.limits import LONGEST_LEADS, LONGEST_NAME, LONGEST_TIMESCALE, LONGEST_WORDING
from actions.timescales import Timescale, read

NO_LEAD = "No lead is named beside this action."
SUPPORTED = "with support from"
# What the parts of an action are called, by what a doubt is about.
PART_NAMES = {
    "wording": "Action",
    "indicators": "Indicator",
    "timescale": "Timescale",
    "lead": "Lead",
    "status": "Status",
}


@dataclass(frozen=True)
class ImportedAction:
    """One action. `key` stays the same while others come and go; `seen`: somebody has looked at its doubts."""

    key: int
    wording: str
    numbers: tuple[int, ...] = ()
    timescale: str = ""
    leads: str = ""
    status: str = ""
    place: str = ""
    doubts: tuple[Doubt, ...] = ()
    seen: bool = False

    def understood(self, starts_on: date) -> Timescale:
        return read(self.timescale, plan_start=starts_on)

    @property
    def named(self) -> LeadWords:
        return read_leads(self.leads)

    def choices(self, about: str) -> tuple[str, ...]:
        """What a part of it could be, where the document leaves it open."""
        return next((doubt.choices for doubt in self.doubts if doubt.about == about and doubt.choices), ())


def all_doubts(action: ImportedAction, starts_on: date) -> list[Doubt]:
    """What is doubtful about an action: what the document left open, and what its own words do."""
    found = list(action.doubts)
    about = {doubt.about for doubt in found}
    if action.timescale or "timescale" not in about:
        found += [Doubt("timescale", words) for words in action.understood(starts_on).doubts]
    if action.leads:
        found += [Doubt("lead", words) for words in action.named.doubts]
    elif "lead" not in about:
        found.append(Doubt("lead", NO_LEAD))
    return found


def to_look_at(action: ImportedAction, starts_on: date) -> list[Doubt]:
    """The doubts that nobody has looked at yet."""
    return [] if action.seen else all_doubts(action, starts_on)


def faults(action: ImportedAction, valid: Collection[int]) -> list[str]:
    """Why an action cannot be recorded as it stands; `valid` are the indicators of the plan's year."""
    named = action.named
    strange = ", ".join(str(number) for number in action.numbers if number not in valid)
    lengths = (
        (not action.wording.strip(), "It has no words."),
        (not action.numbers, "Choose which indicators it is for."),
        (bool(strange), f"It is for indicator {strange}, which the standard does not have in this year."),
        (len(action.wording) > LONGEST_WORDING, f"It has more than {LONGEST_WORDING:,} characters."),
        (len(action.timescale) > LONGEST_TIMESCALE, f"Its timescale has more than {LONGEST_TIMESCALE} characters."),
        (len(action.leads) > LONGEST_LEADS, f"Its leads have more than {LONGEST_LEADS:,} characters."),
        (
            any(len(name) > LONGEST_NAME for name in (*named.accountable, *named.supporting)),
            f"The name of a lead has more than {LONGEST_NAME} characters. Put each lead on a line of its own.",
        ),
    )
    return [words for there, words in lengths if there]


# ---- what people change


def with_seen(actions: Sequence[ImportedAction], keys: Collection[int]) -> list[ImportedAction]:
    """These are right as they were read."""
    return [replace(each, seen=True) if each.key in keys else each for each in actions]


def with_changed(actions: Sequence[ImportedAction], key: int, **parts: Any) -> list[ImportedAction]:
    """One of them put right; what could have been chosen stays at hand."""
    return [replace(each, **parts, seen=True) if each.key == key else each for each in actions]


def with_numbers(
    actions: Sequence[ImportedAction], keys: Collection[int], numbers: tuple[int, ...]
) -> list[ImportedAction]:
    """Several of them for these indicators; what else is doubtful about them stays so."""
    return [_numbered(each, numbers) if each.key in keys else each for each in actions]


def _numbered(action: ImportedAction, numbers: tuple[int, ...]) -> ImportedAction:
    rest = tuple(doubt for doubt in action.doubts if doubt.about != "indicators")
    return replace(action, numbers=numbers, doubts=rest)


def with_leads_asked(actions: Sequence[ImportedAction], likely: Mapping[str, str]) -> list[ImportedAction]:
    """With a doubt of each lead that is likely another one, misspelled; `likely` says which, by name."""
    return [replace(each, doubts=(*each.doubts, *_misspelled(each, likely))) for each in actions]


def _misspelled(action: ImportedAction, likely: Mapping[str, str]) -> list[Doubt]:
    names = [*action.named.accountable, *action.named.supporting]
    words = "'{}' is not among your leads, but '{}' is. If they are the same, put the name right."
    return [Doubt("lead", words.format(name, likely[name])) for name in names if name in likely]


def without(actions: Sequence[ImportedAction], key: int) -> list[ImportedAction]:
    return [each for each in actions if each.key != key]


def with_added(actions: Sequence[ImportedAction], **parts: Any) -> list[ImportedAction]:
    """One more, behind the last for the same indicators or at the end."""
    added = ImportedAction(next_key(actions), place="Added here", seen=True, **parts)
    same = [at for at, each in enumerate(actions) if each.numbers == added.numbers]
    place = same[-1] + 1 if same else len(actions)
    return [*actions[:place], added, *actions[place:]]


def with_split(actions: Sequence[ImportedAction], key: int, parts: Sequence[str]) -> list[ImportedAction]:
    """One of them as several with these words, each with what stood beside the one."""
    found: list[ImportedAction] = []
    fresh = next_key(actions)
    for each in actions:
        if each.key != key:
            found.append(each)
            continue
        rest = [replace(each, key=fresh + at, wording=words) for at, words in enumerate(parts[1:])]
        found += [replace(each, wording=parts[0]), *rest]
    return found


def with_joined(actions: Sequence[ImportedAction], key: int) -> list[ImportedAction]:
    """One of them as a part of the action above it; the first one has none above."""
    found: list[ImportedAction] = []
    for each in actions:
        if each.key == key and found:
            above = found[-1]
            found[-1] = _joined(above, each)
        else:
            found.append(each)
    return found


def _joined(above: ImportedAction, each: ImportedAction) -> ImportedAction:
    """Nothing of the second one is lost: where the two say different things, the person is asked to choose."""
    asked = [
        Doubt(about, f"The two that were joined say '{one}' and '{other}'. The first is taken.", (one, other))
        for about, one, other in (
            ("timescale", above.timescale, each.timescale),
            ("status", above.status, each.status),
        )
        if one and other and one != other
    ]
    rest = [doubt for part in (above, each) if not part.seen for doubt in part.doubts]
    lines = dict.fromkeys([*above.leads.splitlines(), *each.leads.splitlines()])
    return replace(
        above,
        wording=f"{above.wording}\n{each.wording}",
        numbers=tuple(sorted({*above.numbers, *each.numbers})),
        timescale=above.timescale or each.timescale,
        status=above.status or each.status,
        leads="\n".join(lines),
        doubts=tuple(dict.fromkeys([*asked, *rest])),
        seen=above.seen and each.seen and not asked,
    )


def next_key(actions: Sequence[ImportedAction]) -> int:
    return max((each.key for each in actions), default=0) + 1


# ---- between two pages


def actions_of(plan: ReadPlan) -> list[ImportedAction]:
    return [_action_of(action, key) for key, action in enumerate(plan.actions, 1)]


def _action_of(action: ReadAction, key: int) -> ImportedAction:
    leads = f"{action.lead}\n{SUPPORTED} {action.support}".strip() if action.support else action.lead
    return ImportedAction(
        key=key,
        wording=action.wording,
        numbers=action.numbers,
        timescale=action.timescale,
        leads=leads,
        status=action.status,
        place=action.place,
        doubts=action.doubts,
    )


def as_json(actions: Sequence[ImportedAction]) -> list[dict[str, Any]]:
    return [asdict(action) for action in actions]


def from_json(kept: Sequence[Mapping[str, Any]]) -> list[ImportedAction]:
    return [
        ImportedAction(
            **dict(each)
            | {
                "numbers": tuple(each["numbers"]),
                "doubts": tuple(
                    Doubt(doubt["about"], doubt["words"], tuple(doubt["choices"])) for doubt in each["doubts"]
                ),
            }
        )
        for each in kept
    ]
