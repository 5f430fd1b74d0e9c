"""The lists of a Word document: how deep a point stands and what Word writes before it, which is not in its text."""

import re
from dataclasses import dataclass

from actions.documents.xml import Element, attribute, child, children, number

DEEPEST = 8
BULLET = "\u2022"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered: 'decimal' with '%1.' and so on; `indent` is in twentieths of a point."""

    form: str
    words: str
    start: int
    indent: int


@dataclass(frozen=True)
class Point:
    """What stands before a point as drawn, its level from 1, and how far right it stands."""

    marker: str
    level: int
    indent: int


class Numbering:
    """The lists of one document, counted on as its paragraphs are read in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = {attribute(each, "styleId"): each for each in children(styles, "style")}
        self._lists = {attribute(each, "numId"): each for each in children(numbering, "num")}
        self._shared = {
            attribute(each, "abstractNumId") or "": _levels(each) for each in children(numbering, "abstractNum")
        }
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def point(self, properties: Element | None) -> Point | None:
        """The point that a paragraph of these properties is; None for one that is in no list."""
        key, depth = self._place(properties)
        of_list = self._lists.get(key)
        shared = attribute(child(of_list, "abstractNumId"), "val") or ""
        level = self._shared.get(shared, {}).get(depth)
        if of_list is None or level is None or level.form == "none" or not level.words.strip():
            return None
        indent = number(child(properties, "ind"), "left", level.indent)
        if level.form == "bullet":
            return Point(BULLET, depth + 1, indent)
        self._count(of_list, key, shared, depth, level.start)
        return Point(self._written(shared, level), depth + 1, indent)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """The list and the level that a paragraph names, itself or by its style."""
        named, depth, style = child(properties, "numPr"), None, attribute(child(properties, "pStyle"), "val")
        for _ in range(20):  # a style that is based on itself ends here
            if named is not None and depth is None and child(named, "ilvl") is not None:
                depth = number(child(named, "ilvl"))
            if key := attribute(child(named, "numId"), "val"):
                return key, min(max(depth or 0, 0), DEEPEST)
            of_style = self._styles.get(style) if style else None
            named, style = child(of_style, "pPr", "numPr"), attribute(child(of_style, "basedOn"), "val")
            if of_style is None:
                break
        return "", 0

    def _count(self, of_list: Element, key: str, shared: str, depth: int, start: int) -> None:
        counts = self._counts.setdefault(shared, {})
        if key not in self._begun:
            self._begun.add(key)
            for override in children(of_list, "lvlOverride"):
                if (again := child(override, "startOverride")) is not None:
                    counts[number(override, "ilvl")] = number(again) - 1
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]

    def _written(self, shared: str, level: Level) -> str:
        counts, levels = self._counts[shared], self._shared[shared]

        def counted(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            form = levels[depth].form if depth in levels else "decimal"
            return _counted(counts.get(depth, 1), form)

        return re.sub(r"%([1-9])", counted, level.words).strip()


def _levels(abstract: Element) -> dict[int, Level]:
    return {
        number(each, "ilvl"): Level(
            form=attribute(child(each, "numFmt"), "val") or "decimal",
            words=attribute(child(each, "lvlText"), "val") or "",
            start=number(child(each, "start"), default=1),
            indent=number(child(each, "pPr", "ind"), "left"),
        )
        for each in children(abstract, "lvl")
    }


def _counted(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count < 40:
        said = ""
        for value, letters in ROMAN:
            said += letters * (count // value)
            count %= value
        return said.upper() if form == "upperRoman" else said
    return str(count)
