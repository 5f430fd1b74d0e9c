"""Which letters a font has, and a text with nothing in it that the font cannot draw."""

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

# Some fonts list controls and marks of the byte order; PDF/UA forbids them.
UNSEEN = {"Cc", "Cf"}
MISSING = "\u25a1"  # an empty box, as programs show a letter that they do not have
NEW_LINES = "\n\r\x0b\x0c\x85\u2028\u2029"


class FontError(Exception):
    """The file is no TrueType font with a table of its letters."""


@cache
def letters_of(font: Path) -> frozenset[str]:
    """The letters that a font has a shape for, as its character map (OpenType 'cmap', format 4) lists them.

    Raises FontError.
    """
    try:
        content = font.read_bytes()
        codes = [code for first, end in ranges_of(content, map_in(content)) for code in range(first, end)]
    except (struct.error, ValueError, StopIteration) as error:
        raise FontError(f"{font.name} is no TrueType font that can be read.") from error
    return frozenset(sign for sign in map(chr, codes) if unicodedata.category(sign) not in UNSEEN)


def map_in(content: bytes) -> int:
    """Where the character map for all of the Basic Multilingual Plane begins."""
    tables = range(12, 12 + 16 * unsigned(content, 4), 16)
    start = next(unsigned(content, at + 8, "L") for at in tables if content[at : at + 4] == b"cmap")
    maps = [start + unsigned(content, start + 8 + 8 * at, "L") for at in range(unsigned(content, start + 2))]
    return next(at for at in maps if unsigned(content, at) == 4)


def ranges_of(content: bytes, start: int) -> list[tuple[int, int]]:
    """From which code to before which code there are letters; 0xFFFF only ends the list."""
    segments = unsigned(content, start + 6) // 2
    lasts = struct.unpack_from(f">{segments}H", content, start + 14)
    firsts = struct.unpack_from(f">{segments}H", content, start + 16 + 2 * segments)
    return [(first, last + 1) for first, last in zip(firsts, lasts, strict=True) if last < 0xFFFF]


def unsigned(content: bytes, at: int, size: str = "H") -> int:
    return int(struct.unpack_from(f">{size}", content, at)[0])


def drawable(content: Any, letters: frozenset[str]) -> Any:
    """The same content (as of JSON), with a box for each letter that is missing, and without signs that nobody sees."""
    if isinstance(content, str):
        text = content.replace("\r\n", "\n")
        return text.translate({ord(sign): instead_of(sign) for sign in set(text) - letters})
    if isinstance(content, dict):
        return {name: drawable(value, letters) for name, value in content.items()}
    if isinstance(content, list):
        return [drawable(value, letters) for value in content]
    return content


def instead_of(sign: str) -> str:
    if sign in NEW_LINES:
        return "\n"
    match unicodedata.category(sign):
        case "Zs":
            return " "
        case "Cc" | "Cf" | "Mn" | "Me":
            return " " if sign == "\t" else ""
    return MISSING
