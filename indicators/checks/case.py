"""What one check looks at: an indicator in two years, and its figures by the names that an admin reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators.asked import row_key
from indicators.definitions import Definition, Shape
from indicators.figures import WHOLE, Figures, Reading, computed, pair_of, workforce_of, workforce_share
from indicators.measures import Headcount

MOST_POINTS = Decimal(15)  # a percentage that moves further in a year is asked about
MOST_OF_A_MEAN = Decimal("1.5")  # of the ten points of a mean score
FEW_MOVES = 2  # members of a board who may come or go without being asked about, however few it has


@dataclass(frozen=True, slots=True)
class Check:
    """What looks wrong, and what to look at; `key` is unique in the year, `field` is named as in asked."""

    number: int
    key: str
    text: str
    look_at: str
    field: str


@dataclass(frozen=True, slots=True)
class Case:
    """One indicator in the year to be submitted; `before` is None where there is nothing that it may be set beside."""

    definition: Definition
    now: Figures
    before: Figures | None
    year: int

    @property
    def shape(self) -> str:
        return self.definition.shape

    @property
    def number(self) -> int:
        return self.definition.number

    def name(self, group: str) -> str:
        return str(getattr(self.definition.groups, group))

    def check(self, key: str, text: str, look_at: str, *, field: str) -> Check:
        number = self.number
        return Check(number, f"{number}-{key}", f"Indicator {number}: {text}", look_at, f"{number}-{field}")


@dataclass(frozen=True, slots=True)
class Value:
    """A ratio, percentage or mean score beside that of the year before; `most` is how far it may move unasked."""

    key: str
    name: str
    field: str
    now: Reading
    before: Reading | None
    unit: str = ""
    most: Decimal = MOST_POINTS
    is_counted: bool = False

    def said(self, year: int) -> str:
        """'BME 41.8%, and 36.5% in 2021.'"""
        then = f", and {self.before}{self.unit} in {year - 1}" if self.before else ""
        return f"{self.name} {self.now}{self.unit}{then}."


def values_of(case: Case) -> Iterator[Value]:
    """What an indicator comes to: from the counts where they are known, as they are what the year before is beside."""
    match case.shape:
        case Shape.RATIO if _is_calculable(case):
            yield from _value(case, "", "ratio", "published", "count-bme")
        case Shape.DISTRIBUTION:
            name = f"{case.name('bme')} share of the workforce"
            yield from _value(case, "", name, "published", f"{first_field(case)}-bme", unit="%")
        case Shape.PERCENT_PAIR | Shape.SCORE_PAIR | Shape.PERCENT:
            yield from _survey_values(case)
        case Shape.DIFFERENCE:
            name = f"{case.name('bme')} share of the board"
            yield from _value(case, "", name, "published", f"{WHOLE}-bme", unit="%", most=_most_of_a_board(case.now))
            yield from _workforce_value(case)


def _value(
    case: Case, key: str, name: str, printed_in: str, counted_in: str, unit: str = "", most: Decimal = MOST_POINTS
) -> Iterator[Value]:
    counted = computed(case.definition, case.now)
    now = counted or case.now.published
    before = (case.before.published or computed(case.definition, case.before)) if case.before else None
    if now:
        field = counted_in if counted else printed_in
        yield Value(key, name, field, now, before, unit, most, is_counted=counted is not None)


def _is_calculable(case: Case) -> bool:
    """Where counts come to no ratio, what was published for them has nothing to stand on."""
    return pair_of(case.definition, case.now) is None or computed(case.definition, case.now) is not None


def _survey_values(case: Case) -> Iterator[Value]:
    is_mean = case.shape == Shape.SCORE_PAIR
    unit, most = ("", MOST_OF_A_MEAN) if is_mean else ("%", MOST_POINTS)
    for group in ("bme",) if case.shape == Shape.PERCENT else ("bme", "white"):
        now, before = (survey_reading(figures, group) for figures in (case.now, case.before))
        if now:
            yield Value(group, case.name(group), f"value-{group}", now, before, unit, most)


def survey_reading(figures: Figures | None, group: str) -> Reading | None:
    """The percentage or mean score of a group."""
    if figures is None:
        return None
    return figures.published if group == "bme" else figures.white


def _workforce_value(case: Case) -> Iterator[Value]:
    now = workforce_share(case.now)
    counted = workforce_of(case.now) is not None
    if now:
        before = workforce_share(case.before) if case.before else None
        name = f"{case.name('bme')} share of the workforce"
        field = "workforce-bme" if counted else "workforce"
        yield Value("workforce", name, field, now, before, "%", is_counted=counted)


def _most_of_a_board(figures: Figures) -> Decimal:
    board = figures.headcounts.get((WHOLE, ""))
    return max(MOST_POINTS, Decimal(100 * FEW_MOVES) / board.total) if board and board.total else MOST_POINTS


@dataclass(frozen=True, slots=True)
class People:
    """A place or a base, by group, beside the year before."""

    key: str
    label: str
    field: str  # without its group
    now: Headcount
    before: Headcount


def people_of(case: Case) -> Iterator[People]:
    """The bases of a ratio, each workforce of a distribution, the board and the workforce, in both years."""
    if case.before is None:
        return
    if case.shape == Shape.RATIO:
        now, before = bases_of(case.now), bases_of(case.before)
        if now and before:
            yield People("base", case.definition.denominator, "base", now, before)
        return
    for place in dict.fromkeys(where[0] for where in case.now.headcounts):
        before = place_total(case.before, place)
        if before.total:
            label = next((each.label for each in case.definition.places if each.key == place), "Whole workforce")
            yield People(place, label, first_field(case, place), place_total(case.now, place), before)


def bases_of(figures: Figures) -> Headcount | None:
    """Those whom a ratio's counts are from; None without both groups."""
    white, bme, unknown = figures.white_count, figures.bme_count, figures.unknown_count
    return Headcount(white.base, bme.base, unknown.base if unknown else 0) if white and bme else None


def place_total(figures: Figures, place: str) -> Headcount:
    """Everybody in a place, in whichever of its bands."""
    return sum((found for where, found in figures.headcounts.items() if where[0] == place), Headcount(0, 0, 0))


def first_field(case: Case, place: str = "") -> str:
    """Where the counts of a place begin, without the group; of any place where none is named."""
    wheres = (where for where in case.now.headcounts if not place or where[0] == place)
    return row_key(next(wheres, (place, "")))
