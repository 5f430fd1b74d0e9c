"""Names of persons and their addresses, which a published report never holds: it names posts."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from actions.posts import FIELDS, NOUNS, RANKS, TITLES, stands

# The part before the sign is bounded, and begins where nothing of it stands before: else a long word costs its square.
AT_ADDRESS = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
ONE_SIGN = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'") | dict.fromkeys("\u2010\u2011", "-"))
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
PARTS = re.compile(r"[,;/()&\n]|\s[\u2013-]\s|\band\b")
NAME_WORD = re.compile(r"[^\W\d_a-z][\w'\u2019.-]*")
NOT_READ = {"kind", "key", "language", "svg"}


@dataclass(frozen=True)
class Known:
    """A person or an address that the organisation has on record, and the post that they belong to."""

    words: str
    who: str


def looks_like_a_person(name: str) -> bool:
    """Whether a lead, or a part of its name, reads like 'Jo Smith' or 'Dr Smith'; a guess, for a warning alone."""
    return any(reads_as_name(part.strip()) for part in PARTS.split(name))


def reads_as_name(part: str) -> bool:
    words = part.split()
    if not words:
        return False
    if words[0].casefold().strip(".") in TITLES and len(words) > 1:
        return True
    plain = {word.casefold().strip("'.") for word in words}
    if len(words) not in (2, 3) or stands(part) or plain & (NOUNS | FIELDS | RANKS):
        return False
    return all(NAME_WORD.fullmatch(word) and not word.isupper() for word in words)


def known_in(texts: Iterable[tuple[str, str]], known: Collection[Known]) -> Iterator[tuple[str, Known]]:
    """Where a known name or address stands, as the heading above it; a name of one word alone is not looked for."""
    read = [(place, folded(text)) for place, text in texts]
    every = "\n".join(text for _, text in read)  # most names stand nowhere, which one look at the whole tells
    wanted = [(pattern_of(forms), each) for each in known if (forms := [it for it in forms_of(each) if it in every])]
    seen = set()
    for place, text in read:
        for pattern, each in wanted:
            if (place, each) not in seen and pattern.search(text):
                seen.add((place, each))
                yield place, each


def folded(text: str) -> str:
    """The same for what reads the same: spaces of any kind and number, curly marks, capitals, signs without a shape."""
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", text.translate(ONE_SIGN)))
    return " ".join(plain.casefold().split())


def forms_of(known: Known) -> list[str]:
    """'jo smith', and as a list of names has it: 'smith, jo'."""
    words = folded(known.words)
    first, _, last = words.rpartition(" ")
    return [words, f"{last}, {first}"] if first else [words]


def pattern_of(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def addresses_in(texts: Iterable[tuple[str, str]]) -> list[str]:
    return list(dict.fromkeys(found for _, text in texts for found in AT_ADDRESS.findall(text)))


def texts_of(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text of a document (its JSON), each with the heading that it stands under."""
    place = str(content["title"])
    yield from ((place, str(value)) for key, value in content.items() if key not in {"blocks", *NOT_READ})
    for block in content["blocks"]:
        if block["kind"] == "heading":
            place = str(block["text"])
        yield from ((place, text) for text in strings_of(block))


def strings_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if key not in NOT_READ:
                yield from strings_of(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings_of(each)
