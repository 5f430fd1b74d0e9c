"""Which words can stand as a lead by themselves: a post with its field, a group with its name, or initials."""

import re
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PEOPLE = _words(
    """head director manager lead leader officer chair chairperson chairman guardian executive nurse midwife partner
    adviser advisor coordinator co-ordinator administrator consultant secretary governor champion specialist president
    practitioner supervisor facilitator sponsor matron ambassador representative rep co-chair vice-chair ceo cpo cno
    treasurer accountant registrar chaplain analyst"""
)
GROUPS = _words(
    """team network committee board group forum council panel union side department directorate division service unit
    office partnership taskforce cabinet collaborative academy staff workstream programme"""
)
PLURALS = frozenset(f"{word}s" for word in PEOPLE | GROUPS) | {"secretaries", "deputies"}
NOUNS = PEOPLE | GROUPS | PLURALS
# Words for a post that say nothing without a field ('Deputy Director'), and words that only come before one.
VAGUE = _words("head director manager lead leader officer chair deputy secretary executive sponsor partner")
RANKS = _words(
    """deputy assistant associate interim acting senior chief executive non-executive joint managing all each every
    vice corporate"""
)
TITLES = _words("dr mr mrs ms miss prof professor sir dame")
CHAIRS = _words("chair chairs co-chair co-chairs member members chairperson")
# Fields that share a name: between two of one line nothing is cut, unless a post follows.
FAMILIES = [
    frozenset(line.split())
    for line in """equality equalities diversity inclusion belonging race human rights fairness religion
    hr od workforce people culture human resources organisational organisation development transformation
    learning development education training leadership talent skills teaching research innovation
    nursing midwifery ahp ahps nurses allied therapies care
    communications communication comms engagement involvement marketing experience pr patient public
    recruitment retention resourcing attraction selection onboarding temporary staffing
    health wellbeing safety occupational security
    quality governance risk safety assurance compliance improvement performance effectiveness
    finance it ict digital informatics information estates facilities strategy planning procurement
    employee relations er reward pay
    edi""".splitlines()
]
FIELDS = frozenset[str]().union(*FAMILIES)

INITIALS = re.compile(r"[A-Z][A-Z&+]{1,9}s?")
JOINS = _words("of for \u2013 - to in")


def lower(name: str) -> list[str]:
    """The words of a name without what is in brackets, in small letters."""
    return [word.strip("'.,") for word in re.sub(r"\([^()]*\)?", " ", name).casefold().split()] or [""]


@lru_cache(maxsize=10_000)
def stands(name: str) -> bool:
    """Whether it can be a lead by itself: a post with its field, a group with its name, or initials."""
    words = lower(name)
    if INITIALS.fullmatch(name) or words[0] in TITLES:
        return True
    if len(words) == 1:
        return words[0] in PLURALS or words[0] == "board"
    if is_vague(name):
        return False
    return words[-1] in NOUNS or any(is_post_at(words, place) for place in range(len(words) - 1))


def is_post_at(words: list[str], place: int) -> bool:
    """Whether a word for a post is followed by its field, as in 'Head of', or begins the name, as in 'Director HR'."""
    is_first = all(word in RANKS for word in words[:place])
    if is_first and words[place] in ("head", "director"):
        return words[place + 1] not in JOINS or place + 2 < len(words)
    return words[place] in NOUNS and words[place + 1] in JOINS and place + 2 < len(words)


def is_vague(name: str) -> bool:
    """'Deputy' or 'Assistant Director': which one, it does not say."""
    words = lower(name)
    return "chief" not in words and "managing" not in words and all(word in RANKS | VAGUE for word in words)


def begins_with_post(name: str) -> bool:
    words = lower(name)
    ranks = next((place for place, word in enumerate(words) if word not in RANKS), len(words))
    return stands(name) and (ranks > 0 or words[0] in TITLES or (len(words) > 1 and is_post_at(words, 0)))


def opens(name: str) -> bool:
    """Whether a name could go on: 'Head of Equality' may be the beginning of 'Head of Equality and Inclusion'."""
    return stands(name) and not INITIALS.fullmatch(name) and lower(name)[-1] not in NOUNS
