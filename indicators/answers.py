"""Reads what was typed for one indicator, and says what cannot be so.

A draft is kept as it was typed, so nothing is lost; only what reads without a fault can be submitted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.asked import GROUPS, PERCENT, POINTS, RATIO, SCORE, asked, row_key
from indicators.definitions import Definition, Shape
from indicators.figures import WORKFORCE, Figures, Reading, Where
from indicators.measures import Headcount, Proportion
from indicators.printed import PrintedValueError, read_printed

MOST_PEOPLE = 2_000_000  # more than the whole NHS employs: nobody counts further by intention
MOST_WORDS = 4000
LONGEST_REASON = 200
HIGHEST_SCORE = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be submitted as it stands; `field` is where to put it right."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was typed for one indicator, as understood."""

    figures: Figures = field(default_factory=Figures)
    missing_reason: str = ""
    faults: tuple[Fault, ...] = ()
    is_empty: bool = False


class _Reader:
    """Reads the fields of one indicator and gathers the faults on the way."""

    def __init__(self, definition: Definition, typed: Mapping[str, str]) -> None:
        self.number = definition.number
        self.typed = typed
        self.fields = {field.name: field for field in asked(definition)}
        self.faults: list[Fault] = []

    def text(self, key: str) -> str:
        return " ".join(self.typed.get(f"{self.number}-{key}", "").split())

    def fault(self, key: str, text: str) -> None:
        self.faults.append(Fault(f"{self.number}-{key}", text))

    def label(self, key: str) -> str:
        return self.fields[f"{self.number}-{key}"].label

    def words(self, key: str) -> str:
        """Words with their line breaks, which a narrative may have."""
        found = self.typed.get(f"{self.number}-{key}", "").strip()
        if len(found) > MOST_WORDS:
            self.fault(key, f"{self.label(key)}: use at most {MOST_WORDS:,} characters.")
        return found

    def count(self, key: str) -> int | None:
        """A whole number of people, with or without commas; None when empty or not to be read."""
        text = self.text(key)
        if not text:
            return None
        plain = text.replace(",", "").replace(" ", "")
        if not (plain.isascii() and plain.isdigit()):
            self.fault(key, f"{self.label(key)}: '{text[:40]}' is not a whole number. Enter a number, such as 240.")
            return None
        if len(plain) > 9 or int(plain) > MOST_PEOPLE:
            self.fault(key, f"{self.label(key)}: {text[:40]} is more people than the NHS employs. Check it.")
            return None
        return int(plain)

    def value(self, key: str) -> Reading | None:
        """A published value with its decimals; None when empty, not to be read or impossible."""
        text = self.text(key)
        if not text:
            return None
        try:
            found = read_printed(text)
        except PrintedValueError as error:
            self.fault(key, f"{self.label(key)}: {error}")
            return None
        if wrong := _impossible(found.value, self.fields[f"{self.number}-{key}"].kind):
            self.fault(key, f"{self.label(key)}: {text} {wrong}")
            return None
        sign = "%" if self.fields[f"{self.number}-{key}"].kind == PERCENT and found.unit != "percent" else ""
        return Reading(found.value, found.places, text + sign)


def _impossible(value: Decimal, kind: str) -> str:
    """Why no score of its kind can have this value, or nothing."""
    if kind == RATIO and value < 0:
        return "is below 0. A ratio is 0 or more."
    if kind == PERCENT and not 0 <= value <= 100:
        return "is not between 0% and 100%. A percentage of people cannot be."
    if kind == POINTS and not -100 <= value <= 100:
        return "is not between -100 and 100 points."
    if kind == SCORE and not 0 <= value <= HIGHEST_SCORE:
        return f"is not between 0 and {HIGHEST_SCORE}."
    return ""


def read(definition: Definition, typed: Mapping[str, str]) -> Answer:
    """What was typed for an indicator; a fault for each text or pair of numbers that cannot be."""
    reader = _Reader(definition, typed)
    if not any(typed.get(name, "").strip() for name in reader.fields):
        return Answer(is_empty=True)
    missing = reader.text("missing")
    if len(missing) > LONGEST_REASON:
        reader.fault("missing", f"Say in at most {LONGEST_REASON} characters why there is no score.")
    figures = _figures(definition, reader)
    if missing and figures != Figures():
        reader.fault("missing", "You gave figures and a reason for having none. Take one of them out.")
    return Answer(figures, missing, tuple(reader.faults))


def _figures(definition: Definition, reader: _Reader) -> Figures:
    match definition.shape:
        case Shape.RATIO:
            counts = {group: _proportion(reader, group) for group in GROUPS}
            _both_or_neither(reader, counts)
            return Figures(
                published=reader.value("published"),
                white_count=counts["white"],
                bme_count=counts["bme"],
                unknown_count=counts["unknown"],
            )
        case Shape.PERCENT_PAIR | Shape.SCORE_PAIR | Shape.PERCENT:
            return _survey_figures(definition, reader)
        case Shape.DIFFERENCE:
            headcounts = _headcounts(reader, [(place.key, "") for place in definition.places] + [(WORKFORCE, "")])
            _no_part_above_the_whole(definition, reader, headcounts)
            return Figures(
                published=reader.value("published"),
                workforce=reader.value("workforce"),
                difference=reader.value("difference"),
                headcounts=headcounts,
            )
        case Shape.DISTRIBUTION:
            wheres = [(place.key, band.key) for place in definition.places for band in place.bands]
            return Figures(published=reader.value("published"), headcounts=_headcounts(reader, wheres))
    return Figures(narrative=reader.words("narrative"))


def _proportion(reader: _Reader, group: str) -> Proportion | None:
    base, count = reader.count(f"base-{group}"), reader.count(f"count-{group}")
    if base is None and count is None:
        return None
    for key, found in (("base", base), ("count", count)):
        if found is None and not reader.text(f"{key}-{group}"):
            reader.fault(
                f"{key}-{group}", f"{reader.label(f'{key}-{group}')}: enter this number too, or clear its pair."
            )
    if base is None or count is None:
        return None
    if count > base:
        top, bottom = reader.label(f"count-{group}"), reader.label(f"base-{group}")
        reader.fault(
            f"count-{group}", f"{top}: {count:,} is more than the {base:,} of '{bottom}'. One of them is wrong."
        )
        return None
    return Proportion(count, base)


def _both_or_neither(reader: _Reader, counts: Mapping[str, Proportion | None]) -> None:
    """A ratio needs the counts of both groups; the unknown alone come to nothing."""
    if reader.faults or (counts["white"] and counts["bme"]) or not any(counts.values()):
        return
    for group in ("white", "bme"):
        if counts[group] is None:
            reader.fault(f"base-{group}", f"{reader.label(f'base-{group}')}: a ratio needs the counts of both groups.")


def _survey_figures(definition: Definition, reader: _Reader) -> Figures:
    groups = ("bme",) if definition.shape == Shape.PERCENT else ("white", "bme")
    values = {group: reader.value(f"value-{group}") for group in groups}
    respondents = {group: reader.count(f"respondents-{group}") for group in groups}
    for group in groups:
        if respondents[group] is not None and not reader.text(f"value-{group}"):
            reader.fault(f"value-{group}", f"{reader.label(f'value-{group}')}: enter it beside its respondents.")
        if respondents[group] == 0:
            reader.fault(f"respondents-{group}", f"{reader.label(f'respondents-{group}')}: nobody answered. Clear it.")
    if not values["bme"] and values.get("white") and not reader.faults:
        reader.fault("value-bme", f"{reader.label('value-bme')}: enter it too. It is the score of this indicator.")
    known = {group: found for group, found in respondents.items() if found}
    return Figures(published=values["bme"], white=values.get("white"), respondents=known)


def _headcounts(reader: _Reader, wheres: list[Where]) -> dict[Where, Headcount]:
    """The places and bands of which anything was typed; where the unknown are left empty, there are none."""
    found = {}
    for where in wheres:
        key = row_key(where)
        white, bme, unknown = (reader.count(f"{key}-{group}") for group in GROUPS)
        if white is None and bme is None and unknown is None:
            continue
        for group, count in (("white", white), ("bme", bme)):
            if count is None and not reader.text(f"{key}-{group}"):
                reader.fault(f"{key}-{group}", f"{reader.label(f'{key}-{group}')}: enter it too. If nobody, enter 0.")
        if white is not None and bme is not None:
            found[where] = Headcount(white, bme, unknown or 0)
    return found


def _no_part_above_the_whole(definition: Definition, reader: _Reader, found: Mapping[Where, Headcount]) -> None:
    """Nobody is a voting or executive member of a board without being on it."""
    whole, *parts = [(place, found.get((place.key, ""))) for place in definition.places]
    for place, part in parts:
        for group in GROUPS:
            if part and whole[1] and getattr(part, group) > getattr(whole[1], group):
                label = reader.label(f"{place.key}-{group}")
                reader.fault(f"{place.key}-{group}", f"{label}: more than the whole board has. One of them is wrong.")


def typed_of(definition: Definition, figures: Figures, missing_reason: str) -> dict[str, str]:
    """What would have to be typed for these figures: the way back from what was submitted to a draft."""
    texts: dict[str, str] = {"missing": missing_reason, "narrative": figures.narrative}
    survey = definition.shape in (Shape.PERCENT_PAIR, Shape.SCORE_PAIR, Shape.PERCENT)
    for key, reading in (
        ("value-bme" if survey else "published", figures.published),
        ("value-white", figures.white),
        ("workforce", figures.workforce),
        ("difference", figures.difference),
    ):
        texts[key] = (reading.printed or str(reading)) if reading else ""
    for group, counts in zip(GROUPS, (figures.white_count, figures.bme_count, figures.unknown_count), strict=True):
        if counts:
            texts |= {f"base-{group}": str(counts.base), f"count-{group}": str(counts.count)}
    texts |= {f"respondents-{group}": str(count) for group, count in figures.respondents.items()}
    for where, headcount in figures.headcounts.items():
        texts |= {f"{row_key(where)}-{group}": str(getattr(headcount, group)) for group in GROUPS}
    return {f"{definition.number}-{key}": text for key, text in texts.items() if text}
