"""The fields in which one indicator of a year is entered, in the order of the national return."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from indicators.definitions import Definition, Shape
from indicators.figures import WORKFORCE, Where

COUNT, RATIO, PERCENT, POINTS, SCORE, WORDS = "count", "ratio", "percent", "points", "score", "words"
GROUPS = ("white", "bme", "unknown")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to type: `name` is unique in the year, `label` says it whole, for those who do not see the table."""

    name: str
    label: str
    kind: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: `key` names it within its indicator."""

    key: str
    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to fill in: one column a group."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """All the fields of one indicator: tables, single values as published, words, and why there is no score."""

    grids: tuple[Grid, ...]
    published: tuple[Field, ...]
    narrative: Field | None
    missing: Field

    @property
    def singles(self) -> tuple[Field, ...]:
        """What is asked for once, and not of each group."""
        return (*self.published, *((self.narrative,) if self.narrative else ()), self.missing)

    def __iter__(self) -> Iterator[Field]:
        yield from chain.from_iterable(row.fields for grid in self.grids for row in grid.rows)
        yield from self.singles


def asked(definition: Definition) -> Asked:
    """The fields of an indicator, in the order of the national return."""
    number = definition.number
    missing = Field(f"{number}-missing", f"Why there is no score for indicator {number}", WORDS)
    narrative = Field(f"{number}-narrative", "What you report", WORDS) if definition.shape == Shape.NARRATIVE else None
    return Asked(tuple(_grids(definition)), tuple(_published(definition)), narrative, missing)


def _grids(definition: Definition) -> Iterator[Grid]:
    names = definition.groups
    labels = (names.white, names.bme, names.unknown)
    match definition.shape:
        case Shape.RATIO:
            rows = (("base", definition.denominator), ("count", definition.numerator))
            yield _grid(definition, "", labels, GROUPS, [(key, label, COUNT) for key, label in rows])
        case Shape.PERCENT_PAIR | Shape.SCORE_PAIR:
            yield _grid(definition, "", labels[:2], GROUPS[:2], _survey_rows(definition))
        case Shape.PERCENT:
            yield _grid(definition, "", labels[1:2], GROUPS[1:2], _survey_rows(definition))
        case Shape.DIFFERENCE:
            bodies = [(place.key, place.label, COUNT) for place in definition.places]
            yield _grid(definition, "", labels, GROUPS, [*bodies, (WORKFORCE, "Whole workforce", COUNT)])
        case Shape.DISTRIBUTION:
            for place in definition.places:
                bands = [(f"{place.key}.{band.key}", band.label, COUNT) for band in place.bands]
                yield _grid(definition, place.label, labels, GROUPS, bands)


def _survey_rows(definition: Definition) -> list[tuple[str, str, str]]:
    score = definition.shape == Shape.SCORE_PAIR
    first = ("value", "Mean score", SCORE) if score else ("value", "Percentage", PERCENT)
    return [first, ("respondents", f"{definition.denominator}, if known", COUNT)]


def _grid(
    definition: Definition,
    title: str,
    labels: tuple[str, ...],
    groups: tuple[str, ...],
    rows: list[tuple[str, str, str]],
) -> Grid:
    place = f"{title}, " if title else ""
    return Grid(
        title,
        labels,
        tuple(
            Row(
                key,
                label,
                tuple(
                    Field(f"{definition.number}-{key}-{group}", f"{place}{label}, {said}", kind)
                    for group, said in zip(groups, labels, strict=True)
                ),
            )
            for key, label, kind in rows
        ),
    )


def _published(definition: Definition) -> Iterator[Field]:
    number, bme = definition.number, definition.groups.bme
    match definition.shape:
        case Shape.RATIO:
            yield Field(f"{number}-published", "Ratio as published", RATIO, "For example, 1.47")
        case Shape.DISTRIBUTION:
            label = f"{bme} percentage of the whole workforce, as published"
            yield Field(f"{number}-published", label, PERCENT, "For example, 42.9%")
        case Shape.DIFFERENCE:
            yield Field(f"{number}-published", f"{bme} percentage of the board, as published", PERCENT)
            yield Field(f"{number}-workforce", f"{bme} percentage of the workforce, as published", PERCENT)
            yield Field(f"{number}-difference", "Difference in percentage points, as published", POINTS)


def row_key(where: Where) -> str:
    """The key of the row in which the staff of a place are counted: 'clinical.8a', 'board'."""
    return ".".join(part for part in where if part)


def as_compared(text: str, kind: str) -> str:
    """What was typed, as it is set beside another text: two ways of typing one count, 1,200 and 1200, are alike."""
    return "".join(text.replace(",", "").split()) if kind == COUNT else " ".join(text.split())
