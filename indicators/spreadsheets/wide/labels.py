"""Says which indicator and part a row is of, from what stands left of its scores."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from indicators.spreadsheets.wide.group_words import BEFORE_NUMBER, GroupWords, group_words
from indicators.spreadsheets.wide.table import Known

LEAST_OVERLAP = 0.6  # of the weight of a row's words, to be an indicator by its wording
LEAST_LEAD = 0.2  # over the next indicator

NUMBER = re.compile(
    rf"{BEFORE_NUMBER}(\d{{1,3}})(?:\.0)?(?:[.:)](?!\d)|\s+[\u2013-]\s|(?=\s)|$)",
    re.IGNORECASE,
)
FROM_STAFF = re.compile(r"\bfrom\s+(?:other\s+)?(?:staff|colleagues)\b")
WORD = re.compile(  # that tells indicators apart
    r"\b(?!(?:a|all|an|and|any|as|at|bame|bme|by|compared|comparison|for|from|have|in|is|majority|minority|ethnic|global"
    r"|black|white|non|not|of|on|or|per|percentage|relative|staff|that|the|their|to|trust|who|with|indicator|metric|wres)\b)[a-z]+"
)

Nearest = Callable[[str], Known | None]  # the indicator whose wording a text is clearly nearest to


@dataclass(frozen=True)
class Row:
    """Which indicator a row is of; `own` is the part that a label alone says, and `worded` the one of its wording."""

    known: Known
    own: str = ""
    worded: str = ""
    doubts: tuple[str, ...] = ()


class Indicators:
    """What the rows of one table can be of."""

    def __init__(self, definitions: Sequence[Known]) -> None:
        self.by_number = {each.number: each for each in definitions}
        names = {(each.bme_name, each.white_name) for each in definitions} or {("BME", "White")}
        self.groups = group_words(*min(names))
        self.nearest = _by_wording(definitions, self.groups)

    def row(self, labels: tuple[str, ...], last: Known | None) -> Row | str:
        """The indicator and part that the labels of a row name, or why they name none.

        `last` is the indicator of the row right above, which a label such as 'White' alone goes on with.
        """
        if not labels:
            return "Nothing left of the years says which indicator this is."
        if all(map(self.groups.alone.fullmatch, labels)):
            if last is None or last.unit == "ratio":
                return f"'{labels[0]}' alone says the group of no indicator that stands right above it."
            return _of_group(last, labels, self.groups)
        labels, letter = _apart(labels, self.groups)
        found = self._known(labels)
        if isinstance(found, str):
            return found
        known, doubts = found
        return _of_group(known, labels, self.groups, (*letter, *doubts))

    def _known(self, labels: tuple[str, ...]) -> tuple[Known, tuple[str, ...]] | str:
        number, nearest = NUMBER.match(labels[0]), self.nearest(" ".join(labels))
        known = self.by_number.get(int(number[1])) if number else None
        # '2 of 15 directors' begins with a number too: one without its own cell counts with its wording alone.
        if number and number[0][0].isdigit() and number[0] != labels[0] and known is not nearest:
            number = known = None
        if number and known is None:
            return f"No indicator that is read here has the number {number[1]}."
        known = known or nearest
        if known is None:
            return "The wording fits no indicator clearly. Write the number of the indicator before it."
        if nearest is None or nearest is known:
            return known, ()
        return known, (f"The number is {known.number}, but the wording is nearer to indicator {nearest.number}.",)


def _apart(labels: tuple[str, ...], groups: GroupWords) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels with the number and the group of '5 BME' each by itself, and a doubt about a letter ('5a BME')."""
    match = groups.numbered.fullmatch(labels[0])
    if match is None:
        return labels, ()
    doubts = (f"'{match[1]}{match[3]}' was read as indicator {match[2]}.",) if match[3] else ()
    return (match[1], match[4], *labels[1:]), doubts


def _of_group(known: Known, labels: tuple[str, ...], groups: GroupWords, doubts: tuple[str, ...] = ()) -> Row | str:
    if known.unit == "ratio":
        return Row(known, doubts=doubts)  # both groups are in the wording of a ratio
    own = " ".join(label for label in labels if groups.alone.fullmatch(label))
    if not known.has_pair:
        return of_white_alone(known) if "white" in groups.said(own) else Row(known, doubts=doubts)
    wording = " ".join(labels)
    of_group = groups.of_group.search(wording)
    worded = groups.only(of_group[1] if of_group else "") or groups.only(wording)
    return Row(known, groups.only(own), worded, doubts)


def of_white_alone(known: Known) -> str:
    return f"Indicator {known.number} has no score of {known.white_name} staff alone."


def _words(text: str, groups: GroupWords) -> frozenset[str]:
    text = FROM_STAFF.sub("fromstaff", text.lower())  # all that tells indicator 6 from 5
    return frozenset(WORD.findall(groups.anywhere.sub(" ", text)))


def _by_wording(definitions: Sequence[Known], groups: GroupWords) -> Nearest:
    """Weighs each word of a text the less the more indicators use it; remembers what it has answered."""
    words = [(each, _words(f"{each.wording} {each.subject}", groups)) for each in definitions]
    users = Counter(word for _, own in words for word in own)

    @cache
    def nearest(text: str) -> Known | None:
        said = {word: 1 / users.get(word, 1) for word in _words(text, groups)}
        whole = sum(said.values()) or 1
        shares = [(sum(said[word] for word in own & said.keys()) / whole, each) for each, own in words]
        shares.sort(key=lambda share: -share[0])
        (most, known), (second, _) = (*shares, (0, None), (0, None))[:2]
        return known if most >= LEAST_OVERLAP and most - second >= LEAST_LEAD else None

    return nearest
