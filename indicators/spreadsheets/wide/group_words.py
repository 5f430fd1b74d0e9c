"""How a table names the two groups of a standard."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

Part = Literal["", "bme", "white"]

BME = r"BME|BAME|black(?:,? asian,?)? (?:and|&) minority ethnic|global majority|minority ethnic|ethnic minorit(?:y|ies)"
NOT_DENIED = r"(?<!\bnon)(?<!\bnon\W)(?<!\bnot\W)"  # 'Non-White' and 'not disabled' name the opposite
SHARE_OF = r"(?:%|percentage|proportion)"
BEFORE_NUMBER = r"(?:(?:WRES|WDES|indicator|metric|no\.?|number|#)\s*)*"
BETWEEN = r"[\s,.:;()/\u2013\u2014-]*+"


@dataclass(frozen=True)
class GroupWords:
    """`alone` matches a label that says a group and nothing else, `of_group` the group of 'percentage of BME staff'.

    `numbered` matches a number and a group in one cell: 1 is the number with what stands before it, 2 its digits, 3 a
    letter after them, and 4 the group.
    """

    bme_name: str
    white_name: str
    anywhere: re.Pattern[str]
    alone: re.Pattern[str]
    of_group: re.Pattern[str]
    numbered: re.Pattern[str]

    def said(self, text: str) -> set[str]:
        """The parts whose groups a text names."""
        return {str(match.lastgroup) for match in self.anywhere.finditer(text)}

    def only(self, text: str) -> Part:
        """The part whose group is the one that a text names."""
        said = self.said(text)
        if len(said) != 1:
            return ""
        return "white" if "white" in said else "bme"

    def label(self, text: str) -> Part:
        """The part of a label that says a group and nothing else."""
        return self.only(text) if self.alone.fullmatch(text) else ""

    def name(self, part: str) -> str:
        return self.white_name if part == "white" else self.bme_name


@cache
def group_words(bme_name: str, white_name: str) -> GroupWords:
    """The words for two groups of these names; all the words for BME where one of them is the name."""
    bme = BME if re.fullmatch(BME, bme_name, re.IGNORECASE) else _spelt(bme_name)
    by_part = [("bme", bme_name, bme), ("white", white_name, _spelt(white_name))]
    # The longest name first, because 'Non-disabled' holds 'Disabled'.
    by_part.sort(key=lambda each: -len(each[1]))
    names = "|".join(words for _, _, words in by_part)
    alone = rf"(?:{SHARE_OF}\s*+(?:of\s++)?)?(?:{names})\b\s*+(?:staff|colleagues|respondents)?[\s(%)]*+"
    numbered = rf"({BEFORE_NUMBER}(\d{{1,3}})(?:\.0)?)(?![%\d])([a-z](?![a-z]))?{BETWEEN}({alone})"
    anywhere = "|".join(rf"(?P<{part}>{words})" for part, _, words in by_part)
    return GroupWords(
        bme_name,
        white_name,
        re.compile(rf"\b{NOT_DENIED}(?:{anywhere})\b", re.IGNORECASE),
        re.compile(alone, re.IGNORECASE),
        re.compile(rf"{SHARE_OF}\s+(?:of\s+)?({names})\b", re.IGNORECASE),
        re.compile(numbered, re.IGNORECASE),
    )


def _spelt(name: str) -> str:
    """A name with any blank or dash between its words, or none; 'not' is as good as 'non'."""
    words = [re.escape(word) for word in re.findall(r"\w+", name)]
    return r"\W{0,3}".join("no[nt]" if word.lower() == "non" else word for word in words)
