"""Puts into the tags of a PDF what Typst knows how to say and does not let us: row headers, and what a list is of.

Typst keeps both behind a flag that its Python package cannot set. It writes its tags as plain objects, so they are
changed where they stand. A test reads the tags of every kind of part, and fails where Typst writes them another way.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

KIND = re.compile(rb"\d+ 0 obj\s+<</Type/StructElem/S/(TD|TH|Table)/P \d+ 0 R")
HEADERS = re.compile(rb"/Headers\[[^\]]*\]")
# The template draws a cell that names its row on white, and no other cell on any ground.
NAMES_ITS_ROW = b"/BackgroundColor[1 1 1]"
TABLE_OF_PLACES = re.compile(rb"(\d{10}) \d{5} n")


def with_more_tags(pdf: bytes, summaries: Iterable[str]) -> bytes:
    """The same pages, with a header cell for each row that has one, and its summary on each table ('' for none)."""
    objects, places = pdf[: place_of_places(pdf)], pdf[place_of_places(pdf) :]
    starts = [int(start) for start in TABLE_OF_PLACES.findall(places)]
    left = iter(summaries)
    changed = [tagged(objects[at:end], left) for at, end in pairwise([*starts, len(objects)])]
    return objects[: starts[0]] + b"".join(changed) + new_places(places, starts[0], changed)


def place_of_places(pdf: bytes) -> int:
    return int(pdf[pdf.rindex(b"startxref") :].split()[1])


def tagged(written: bytes, summaries: Iterator[str]) -> bytes:
    """One object: a cell or a table as it should be tagged, any other as it is."""
    kind = KIND.match(written)
    match kind and kind[1]:
        case b"TD" if NAMES_ITS_ROW in written:
            return HEADERS.sub(b"/Scope/Row", written.replace(b"/S/TD", b"/S/TH", 1), count=1)
        case b"TD" | b"TH":
            # With a list of its headers a cell would have no others; without one its row and its column say them.
            return HEADERS.sub(b"", written, count=1)
        case b"Table" if (summary := next(summaries)) and kind:
            return with_summary(written, kind.end(), summary)
    return written


def with_summary(written: bytes, place: int, summary: str) -> bytes:
    said = b"<</O/Table/Summary<FEFF" + summary.encode("utf-16-be").hex().encode() + b">>>"
    before, after = written[:place], written[place:]
    if after.startswith(b"/A["):
        return before + b"/A[" + said + after.removeprefix(b"/A[")
    return before + b"/A[" + said + b"]" + after


def new_places(places: bytes, start: int, objects: Iterable[bytes]) -> bytes:
    """The table that says where each object stands, and its own place at the end."""
    starts = [start]
    for written in objects:
        starts.append(starts[-1] + len(written))
    each = iter(starts)
    table, trailer = places.split(b"trailer", 1)
    table = TABLE_OF_PLACES.sub(lambda _: b"%010d 00000 n" % next(each), table)
    return table + b"trailer" + trailer[: trailer.rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF" % starts[-1]
