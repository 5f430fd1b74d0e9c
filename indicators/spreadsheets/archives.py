"""Opens the archive that a workbook or a Word document is, sized before anything in it is parsed.

A small archive can unpack to more memory than there is, and XML can be written to grow while it is read. So the
list of its parts is judged first, no part is read beyond the size that was judged, and XML that declares anything is
refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BYTES = 5_000_000
MOST_PARTS = 500  # files inside an archive
MOST_UNPACKED = 50_000_000  # bytes, all parts together
MOST_RATIO = 200  # unpacked to packed; asked of parts over
SMALL_PART = 1_000_000  # bytes, because a short part of one letter packs well in an honest file too
MOST_TAGS = 2_500_000  # all parts together, because each takes time to look at
OLDER = b"\xd0\xcf\x11\xe0"  # also what Office wraps a file with a password in
DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class UnreadableError(ValueError):
    """A file cannot be read; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Package:
    """What a kind of archive is called where it is refused, and the error that refuses it."""

    name: str
    program: str
    holds: str
    macros: str
    open_document: str
    save_again: str
    copy_out: str
    damaged: str
    error: type[UnreadableError]
    most_parts: int = MOST_PARTS
    most_unpacked: int = MOST_UNPACKED

    @property
    def strange(self) -> str:
        return f"This {self.name} holds XML that {self.program} programs do not write. {self.save_again}"

    @property
    def too_large(self) -> str:
        return f"This file unpacks to far more than {self.holds}. {self.copy_out}"


def refuse_first(error: type[UnreadableError], *faults: tuple[bool, str]) -> None:
    """Raises the error with the words of the first fault that is there."""
    for words in (words for there, words in faults if there):
        raise error(words)


def unpacked(content: bytes, package: Package) -> dict[str, bytes]:
    """The parts in XML by path, in the archive's order."""
    parts = dict(_parts(content, package))
    refuse_first(package.error, (sum(part.count(b"<") for part in parts.values()) > MOST_TAGS, package.too_large))
    return parts


def _parts(content: bytes, package: Package) -> Iterator[tuple[str, bytes]]:
    """Of no part is more read than the size that is listed, which has been checked."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        listed = packed.infolist()
        check_listed(listed, package)
        for each in listed:
            # Pictures and settings of printers are not read at all, and neither is what other programs left beside.
            if each.filename.lower().endswith((".xml", ".rels")) and not each.filename.startswith("customXml/"):
                with packed.open(each) as file:
                    part = file.read(each.file_size + 1)  # what is beyond the size that is said fails its checksum
                declares = b"\0" in part or DECLARES.search(part) is not None
                refuse_first(package.error, (declares, package.strange))
                yield each.filename, part


def check_listed(listed: list[zipfile.ZipInfo], package: Package) -> None:
    """Judges the list of an archive's parts, of which nothing is read here."""
    names = [each.filename.lower() for each in listed]
    large = [each for each in listed if each.file_size > SMALL_PART]
    bomb = any(each.file_size > MOST_RATIO * each.compress_size for each in large)
    unpacked = sum(each.file_size for each in listed)
    methods = {each.compress_type for each in listed}
    name, again = package.name, package.save_again
    refuse_first(
        package.error,
        (
            len(names) > package.most_parts,
            f"This {name} is made of more than {package.most_parts} parts. {package.copy_out}",
        ),
        (
            any(each.endswith("vbaproject.bin") for each in names),
            f"This {name} holds macros ({package.macros}). {again}",
        ),
        ("mimetype" in names, f"This is an OpenDocument file ({package.open_document}). {again}"),
        (any(each.flag_bits & 1 for each in listed), f"This file has a password. Take it off. {again}"),
        (bomb or unpacked > package.most_unpacked, package.too_large),
        (len(set(names)) < len(names) or not methods <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}, package.damaged),
    )
