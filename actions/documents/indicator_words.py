"""Finds the indicators that a cell or a heading names: by their numbers, or by wording like that of the standard."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actions.documents.grids import Line
from indicators.spreadsheets.wide import Known
from indicators.spreadsheets.wide.labels import Indicators

PREFIX = r"(?:(?:W[RD]ES|indicators?|metrics?|no\.?|numbers?|standards?|#|and)[\s:]*)"
AND = r"\s*(?:,\s*and|,|;|&|and|/|\+|to|\u2013|-)\s*"
NUMBERS = rf"\d{{1,2}}(?!\d|\.\d|\s*%)(?:{AND}{PREFIX}*\d{{1,2}}(?!\d|\.\d|\s*%))*"
NAMED = re.compile(rf"{PREFIX}+({NUMBERS})", re.IGNORECASE)  # 'Indicators 5, 6 & 7', wherever it stands
ALONE = re.compile(rf"\s*({NUMBERS})\s*[.)]?\s*", re.IGNORECASE)  # a cell that says '5-8' and nothing else
LEADING = re.compile(rf"\s*({NUMBERS})\s*(?:[.:)\u2013-]\s*|\s+)(?=[^\W\d])", re.IGNORECASE)
RUN = re.compile(r"(\d+)\s*(?:to|\u2013|-)\s*(?:\D*?)(\d+)", re.IGNORECASE)
ALL = re.compile(
    rf"\s*(?:{PREFIX}+all|(?:all|every)(?:\s+(?:the\s+)?(?:\w+\s+)?(?:indicators?|metrics?))?)\s*", re.IGNORECASE
)


@dataclass(frozen=True)
class Named:
    """The numbers of indicators in the order of the standard, and what is doubtful about them."""

    numbers: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()


class Standard:
    """The indicators of a standard, to be found in the words of a plan."""

    def __init__(self, definitions: Sequence[Known]) -> None:
        self._indicators = Indicators(definitions)
        self.numbers = tuple(sorted(self._indicators.by_number))

    def named(self, lines: Iterable[Line]) -> Named:
        """What some lines name, together. Nothing where they are empty; a doubt where they name none."""
        texts = [line.as_written for line in lines if line.text]
        whole = " ".join(texts)
        if not whole:
            return Named()
        if ALL.fullmatch(whole):
            return Named(self.numbers)
        each = [self._of_line(text) for text in texts]
        numbers = {number for named in each for number in named.numbers}
        if not numbers and (nearest := self._indicators.nearest(whole)):
            return Named((nearest.number,))
        doubts = tuple(dict.fromkeys(doubt for named in each for doubt in named.doubts))
        if not numbers and not doubts:
            doubts = (f"No indicator of the standard is recognised in '{_cut(whole)}'.",)
        return Named(tuple(sorted(numbers)), doubts)

    def _of_line(self, text: str) -> Named:
        match = NAMED.search(text) or ALONE.fullmatch(text) or LEADING.match(text)
        if match is None:
            nearest = self._indicators.nearest(text)
            return Named((nearest.number,)) if nearest else Named()
        nearest = self._indicators.nearest(text)
        said = _numbers(match[1])
        known = [number for number in said if number in self._indicators.by_number]
        # '12 months' and '2 of 15 directors' begin with a number too, but with no point behind it.
        is_plain = match.re is not LEADING or text[match.end(1) :].lstrip()[:1] in ".:)\u2013-" or len(said) > 1
        if not is_plain and (nearest is None or nearest.number not in known):
            return Named((nearest.number,)) if nearest else Named()
        doubts = [f"The standard has no indicator {number}." for number in said if number not in known]
        if len(known) == 1 and nearest and nearest.number != known[0]:
            doubts.append(f"The number is {known[0]}, but the wording is nearer to indicator {nearest.number}.")
        return Named(tuple(known), tuple(doubts))


def _numbers(words: str) -> list[int]:
    """The numbers of '5, 6-8', those between the ends of a run as well."""
    found: list[int] = []
    for start, end in RUN.findall(words):
        found += range(int(start), min(int(end), int(start) + 30) + 1)
    return sorted({*found, *map(int, re.findall(r"\d+", words))})


def _cut(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}\N{HORIZONTAL ELLIPSIS}"


def lines_that_name(texts: Iterable[str]) -> list[Line]:
    """Of the text above a table, the last line that names indicators by number; else the last line of all."""
    lines = [Line(text) for text in texts]
    return [line for line in lines if NAMED.search(line.text)][-1:] or lines[-1:]
