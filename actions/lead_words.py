"""Reads who leads and who supports ('EMC with support from the Head of Equality, Diversity & Inclusion') into names.

Commas, 'and', '&' and '/' stand between leads and inside their names alike. A cell is cut only where both sides can
stand as a lead: a post, a team, a network, a committee, or initials. What is left whole although it may be several
comes with a doubt, for a person to decide.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

from actions.lead_names import AS_NEEDED, key_of, spelled, tidied
from actions.posts import (
    CHAIRS,
    FAMILIES,
    FIELDS,
    INITIALS,
    NOUNS,
    begins_with_post,
    is_vague,
    lower,
    opens,
    stands,
)


@dataclass(frozen=True)
class LeadWords:
    accountable: tuple[str, ...]
    supporting: tuple[str, ...]
    doubts: tuple[str, ...]  # a sentence each, for a person


@dataclass(frozen=True)
class Atom:
    """Words between two places at which a cell may be cut, and what is printed before them, as in ', ' or ' and '."""

    before: str
    words: str

    @property
    def mark(self) -> str:
        """What kind of cut it would be: 'line', ',', '/', '.' or 'and'."""
        plain = self.before.strip()
        return plain if plain in (",", "/", ".") else "and" if plain else "line"


Run = tuple[Atom, ...]

BULLET = re.compile(
    r"[\u2022\u25cf\u25aa\u25e6\u2023\u00b7\u2219\u25a0\u27a2\uf0b7\uf0a7\uf02d]"
    r"|(?:^|(?<=\n))(?:\d{1,2}[.)]|\(?[a-z]\)) "
)
# A dash may also go on with the name of the line above, so it is a bullet only where the list begins with one.
DASH_BULLET = re.compile(r"(?:^|(?<=\n))[-\u2013*o>] ")
DASHED_LIST = re.compile(r"^[-\u2013*o>] |:\n[-\u2013*o>] ")
HELP = "support|help|assistance|input|advice|guidance|contributions?|involvement"
# What the words after it do: lead or support. A blank stands for any white space, also the end of a line.
SWITCH = re.compile(
    (
        r"(?:^|(?<=[\n.;,|(])) *(?:"
        r"(?P<support>support(?:ed|ing)?(?: by| from| leads?| officers?)?|with support from|contributors?|partners"
        r"|assisted by|working with)"
        r"|(?P<lead>(?:(?:executive|exec|operational|overall|trust|main|joint|named) )?(?:leads?(?: responsibility"
        r"| officers?| person| by)?|led by|owners?|responsib(?:le|ility)(?: leads?| person| of)?"
        r"|accountab(?:le|ility)(?: officer| leads?)?|sponsors?|sro))) *: *"
        rf"|,? *\(?\b(?P<helped>with (?:the |additional |some )?(?:{HELP}) (?:from|of|by)"
        r"|(?:and )?(?:is |are )?(?:supported|assisted|helped|aided|advised) by"
        rf"|(?:and |with )?support(?:ing)? (?:from|by|provided by))(?: the following)?{AS_NEEDED}?\b *:? *"
        r"|,? *\(?\b(?P<together>(?:and )?(?:(?:working )?in (?:close )?(?:partnership|collaboration|conjunction"
        r"|consultation|liaison|discussion) with|working (?:closely )?with|alongside|liaising with"
        r"|with(?! responsib)))(?: the following)?\b *:? *"
    ).replace(" ", r"\s"),
    re.IGNORECASE,
)
ROLE = re.compile(
    r"[ ]*\((?:(lead|accountable|responsible|owner)|(?:in )?(support|supporting|supports))\)$", re.IGNORECASE
)
NOBODY = re.compile(
    r"(?:tbc|tbd|tba|n/?a|none|nil|unknown|vacant|to be (?:confirmed|agreed|decided|determined|advised|identified"
    r"|appointed)|not (?:known|applicable|yet (?:known|agreed|appointed)))?[.?\s\u2013-]*",
    re.IGNORECASE,
)
ABOVE = re.compile(r"(?:as )?(?:above|before|previous)|ditto|same(?: as above)?|see above|[\"']+", re.IGNORECASE)
# A place at which a cell may be cut. What is in brackets belongs to the name, and 'L&D' is one word.
CUT = re.compile(
    r"\([^()]*\)|(?P<mark>\s*,?\s*\b(?:and/or|and|or|plus)\b\s+|\s*,\s*&\s*|\s+&\s*|&\s+|\s*,\s*|\s+\+\s+|\s*/\s*"
    r"|(?<=[a-z]{4})\.\s+(?=[A-Z])|\s*\n\s*)",
    re.IGNORECASE,
)
MOST_LETTERS = 200  # of a name, as the database keeps it
MOST_PARTS = 60  # of a cell: more is no list of leads
LONGEST = 12  # parts of one name: 'Equality, Diversity & Inclusion' has three


def read_leads(text: str, *, known: Container[str] = ()) -> LeadWords:
    """Who is accountable and who supports, in printed order and each once. Nothing is guessed in silence.

    `known` are the keys of leads that exist (`key_of`): what is one of them is a lead, however odd its name.
    Where nothing is written there is nothing to doubt.
    """
    found: dict[str, tuple[str, bool]] = {}
    doubts: list[str] = []
    for words, supports in parts_of(spelled(text), doubts):
        for printed in named(words, known, doubts):
            name, marked = with_role(printed, supports)
            if key_of(name):
                found.setdefault(key_of(name), (name, marked))
    if text.strip() and not found and not doubts:
        doubts.append("No lead is named.")
    if found and all(supports for _, supports in found.values()):
        doubts.append("It says who supports, and not who leads.")
    return LeadWords(
        accountable=tuple(name for name, supports in found.values() if not supports),
        supporting=tuple(name for name, supports in found.values() if supports),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def with_role(name: str, supports: bool) -> tuple[str, bool]:
    """A name without the '(lead)' or '(support)' that some plans print after each, and what that said."""
    match = ROLE.search(name)
    return (name[: match.start()], bool(match[2])) if match else (name, supports)


def parts_of(text: str, doubts: list[str]) -> Iterator[tuple[str, bool]]:
    """The runs of words that bullets, semicolons and words such as 'supported by' divide, and whether each supports."""
    listed = False
    bullets = [part for bullet in BULLET.split(text) for part in dashed(bullet)]
    for bullet in bullets:
        start, supports, inside = 0, listed, False
        for match in SWITCH.finditer(bullet):
            yield from divided(bullet[start : match.start()], supports, inside=inside)
            inside, start, supports = "(" in match[0], match.end(), match.lastgroup != "lead"
            if match.lastgroup == "together":
                doubts.append(f"'{' '.join(match['together'].split())}' is read as support.")
            # A list that follows is all of it; a bullet that names its own support says nothing of the next.
            listed = supports and (match.lastgroup == "support" or not bullet[match.end() :].strip())
        yield from divided(bullet[start:], supports, inside=inside)


def dashed(text: str) -> list[str]:
    return DASH_BULLET.split(text) if DASHED_LIST.search(text.strip()) else [text]


def divided(words: str, supports: bool, *, inside: bool) -> Iterator[tuple[str, bool]]:
    """At semicolons and bars. What follows a closed '(supported by ...)' leads again."""
    if inside and ")" in words:
        within, _, words = words.partition(")")
        yield from divided(within, supports, inside=False)
        supports = False
    for part in re.split(r"[;|]", words):
        yield part, supports


def named(words: str, known: Container[str], doubts: list[str]) -> list[str]:
    """The names in words that nothing but commas, 'and', '&', '/' and lines divides."""
    plain = tidied(words)
    if ABOVE.fullmatch(plain):
        doubts.append(f"'{plain}' means the lead of another row.")
    elif NOBODY.fullmatch(plain) and plain:
        doubts.append(f"'{plain}' names no lead yet.")
    if not plain or ABOVE.fullmatch(plain) or NOBODY.fullmatch(plain):
        return []
    runs = runs_of(atoms_of(words.strip()), known)
    names = [text_of(run) for run in runs]
    doubts += [
        f"'{name}' is kept as one lead. It may be several."
        for name, run in zip(names, runs, strict=True)
        if key_of(name) not in known and is_unsure(run)
    ]
    doubts += [f"'{name}' is longer than the name of a lead can be." for name in names if len(name) > MOST_LETTERS]
    return names


def atoms_of(words: str) -> Run:
    atoms: list[Atom] = []
    before, start = "", 0
    for match in CUT.finditer(words):
        if match["mark"] is None:
            continue
        if words[start : match.start()].strip(" .,\n"):
            atoms.append(Atom(before, words[start : match.start()]))
            before = ""
        before, start = before + match["mark"], match.end()
    rest = words[start:]
    return (*atoms, Atom(before, rest)) if rest.strip(" .,\n") else tuple(atoms)


@lru_cache(maxsize=10_000)
def text_of(run: Run) -> str:
    return tidied("".join(atom.words if place == 0 else atom.before + atom.words for place, atom in enumerate(run)))


def runs_of(atoms: Run, known: Container[str]) -> list[Run]:
    """Those that are known, and then as many leads as can each stand, found from the end; all in one where none can.

    Of two ways to cut into as many, the one that cuts at lines and commas rather than at 'and' is taken.
    """
    best: list[list[Run]] = [[] for _ in range(len(atoms) + 1)]
    if len(atoms) > MOST_PARTS:
        return [atoms]
    for start in reversed(range(len(atoms))):
        for end in range(start + 1, min(start + LONGEST, len(atoms)) + 1):
            run, rest = atoms[start:end], best[end]
            if end < len(atoms) and not (rest and may_cut(run, rest[0], known)):
                continue
            if is_known(run, known) or stands(text_of(run)):
                best[start] = max(best[start], [run, *rest], key=lambda runs: plainness(runs, known))
    return best[0] or ([atoms] if atoms else [])


def is_known(run: Run, known: Container[str]) -> bool:
    return key_of(text_of(run)) in known


def plainness(runs: list[Run], known: Container[str]) -> tuple[int, int, int, int]:
    """How much of it is known, in how few leads; then in how many it is cut, and at which marks."""
    familiar = [len(run) for run in runs if is_known(run, known)]
    return sum(familiar), -len(familiar), len(runs), sum(run[0].mark != "and" for run in runs)


def may_cut(left: Run, right: Run, known: Container[str]) -> bool:
    """Whether two runs, both of which can stand, are two leads."""
    if is_known(left, known) and is_known(right, known):
        return True
    one, two, mark = text_of(left), text_of(right), right[0].mark
    if begins_with_post(two):
        return True
    if is_glued(one, two, mark) or is_chair_of(one):
        return False
    if INITIALS.fullmatch(two):
        return not (opens(one) and (mark == "and" or two.casefold() in FIELDS))
    return mark != "line" or len(two.split()) > 1


def is_chair_of(name: str) -> bool:
    """'Chair of the BME', with the word for a group still to come."""
    return lower(name)[0] in CHAIRS and not set(lower(name)[1:]) & NOUNS


def is_glued(one: str, two: str, mark: str) -> bool:
    """Whether the words on both sides of a cut are fields that are named together."""
    if INITIALS.fullmatch(one) and mark != "and" and not INITIALS.fullmatch(two):
        return False
    around = {lower(one)[-1], lower(two)[0]}
    return len(around) == 2 and any(around <= family for family in FAMILIES)


def is_unsure(run: Run) -> bool:
    """Whether a run that is kept whole could as well be several leads."""
    return any(is_unsure_cut(run[:place], run[place:]) for place in range(1, len(run)))


def is_unsure_cut(left: Run, right: Run) -> bool:
    one, two, mark = text_of(left), text_of(right), right[0].mark
    if not lower(one) or not lower(two):
        return False
    glued, initials = is_glued(one, two, mark), bool(INITIALS.fullmatch(two))
    if stands(one) and stands(two):
        return not is_chair_of(one) and (not initials or not (glued or (mark == "and" and two.casefold() in FIELDS)))
    if begins_with_post(two) or is_vague(two):
        return True
    if glued:
        return False
    if not stands(text_of(left + right)):
        return True
    if stands(one) and not opens(one):
        return mark != "line"
    return opens(one) and mark in (",", "/") and all(atom.mark != "and" for atom in right[1:])
