"""What a file that is offered as evidence really is: judged by what is in it, and never by its name or its sender.

Nothing of it is unpacked or drawn here. An Office file is an archive, so its list of parts is judged: what it says it
is, whether it holds macros, and whether it would unpack to more than a machine should be asked to take.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype

MOST_BYTES = 10_000_000
MOST_PARTS = 5_000  # files inside an archive: a long deck of slides has thousands
MOST_UNPACKED = 200_000_000  # bytes, all parts together
MOST_RATIO = 200  # unpacked to packed; asked of parts over
SMALL_PART = 1_000_000  # bytes, because a short part of one letter packs well in an honest file too
MOST_TYPES = 1_000_000  # bytes of the part that says what the others are
LONGEST_NAME = 120  # characters
CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "application/vnd.openxmlformats-officedocument"
PACKED = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"  # older Office files, and also what Office wraps a file with a password in
DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OVERRIDE = re.compile(rb"<(?:[^\s<>/]*:)?Override(?=\s)([^<>]*)>")
ATTRIBUTE = re.compile(rb"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
TAKEN = "Choose a PDF, a Word, Excel or PowerPoint file, or a PNG or JPEG picture."
DAMAGED = "This file is damaged, or is not what its name says. Open it, save it again, and choose it again."
MACROS = "This file holds macros. Save it without them, as .docx, .xlsx or .pptx, and choose it again."
PASSWORD = "This file has a password. Take the password off, save it, and choose it again."  # noqa: S105
OLDER = "This is an older Office file, or has a password. Save it as .docx, .xlsx or .pptx without, and choose that."
TOO_LARGE = "This file is larger than 10 MB. Make it smaller, or add a link to where it lies."
TOO_MUCH = "This file unpacks to far more than a document holds. Save it as a PDF and choose that."
TWO_IN_ONE = "A second file is hidden in this one. Save it again as a PDF or a picture, and choose that."


class RefusedFileError(ValueError):
    """A file is not taken; the message says why and what to do."""


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: its name for people, and how names of such files end."""

    words: str
    endings: tuple[str, ...]
    marks: tuple[bytes, ...] = ()  # what every whole file of the kind holds
    main: str = ""  # the content type of the part that the others belong to, in an Office file


KINDS = {
    "application/pdf": Kind("PDF", (".pdf",), (b"startxref", b"%%EOF")),
    "image/png": Kind("PNG picture", (".png",), (b"IHDR", b"IEND")),
    "image/jpeg": Kind("JPEG picture", (".jpg", ".jpeg"), (b"\xff\xda", b"\xff\xd9")),
    f"{OFFICE}.wordprocessingml.document": Kind(
        "Word document", (".docx",), main=f"{OFFICE}.wordprocessingml.document.main+xml"
    ),
    f"{OFFICE}.spreadsheetml.sheet": Kind("Excel workbook", (".xlsx",), main=f"{OFFICE}.spreadsheetml.sheet.main+xml"),
    f"{OFFICE}.presentationml.presentation": Kind(
        "PowerPoint presentation", (".pptx",), main=f"{OFFICE}.presentationml.presentation.main+xml"
    ),
}
ENDINGS = tuple(ending for kind in KINDS.values() for ending in kind.endings)


@dataclass(frozen=True)
class TakenFile:
    """A file that was judged: its cleaned name, its content type as found, and its content."""

    name: str
    kind: str
    content: bytes


def take(name: str, content: bytes) -> TakenFile:
    """The file with a name that is safe to show and to save under; raises RefusedFileError."""
    refuse_first((not content, "This file is empty. Choose another."), (len(content) > MOST_BYTES, TOO_LARGE))
    cleaned = clean(name)
    kind = office_kind(content) if content.startswith(PACKED) else plain_kind(content)
    ending = PurePosixPath(cleaned).suffix.lower()
    refuse_first((ending not in KINDS[kind].endings, wrong_name(ending, KINDS[kind])))
    return TakenFile(cleaned, kind, content)


def wrong_name(ending: str, kind: Kind) -> str:
    named = f"is named {ending}" if ending in ENDINGS else "has another name"
    article = "an" if kind.words[0] in "AEIOU" else "a"
    ends = f"Give it a name that ends in {kind.endings[0]}, and choose it again."
    return f"This file {named} but is {article} {kind.words}. {ends}"


def clean(name: str) -> str:
    """The last part of a path without what cannot be seen or turns text round; a long one keeps its ending."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in last)
    seen = " ".join(re.sub(r'[<>:"|?*]', " ", seen).split()).rstrip(". ")
    stem, dot, ending = seen.rpartition(".") if "." in seen else (seen, "", "")
    ending = f"{dot}{ending.strip()[:10].strip()}"
    return (stem.strip(". ")[: LONGEST_NAME - len(ending)].strip(". ") or "evidence") + ending


def plain_kind(content: bytes) -> str:
    found = filetype.guess(content)
    kind = found.mime if found else ""
    refuse_first(
        (content.startswith(COMPOUND), OLDER),
        (kind not in KINDS or bool(KINDS[kind].main), f"This kind of file is not taken. {TAKEN}"),
    )
    refuse_first(
        (not all(mark in content for mark in KINDS[kind].marks), DAMAGED),
        (zipfile.is_zipfile(io.BytesIO(content)), TWO_IN_ONE),
    )
    return str(kind)


def office_kind(content: bytes) -> str:
    """Which of the three kinds of Office file an archive says it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            listed = packed.infolist()
            check_listed(listed)
            parts = {each.filename for each in listed}
            refuse_first((CONTENT_TYPES not in parts, f"This is an archive of files. {TAKEN}"))
            with packed.open(CONTENT_TYPES) as file:
                types = file.read(MOST_TYPES + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        if isinstance(error, RefusedFileError):
            raise
        raise RefusedFileError(DAMAGED) from error
    return main_kind(types, parts)


def check_listed(listed: list[zipfile.ZipInfo]) -> None:
    names = [each.filename.lower() for each in listed]
    bomb = any(each.file_size > max(SMALL_PART, MOST_RATIO * each.compress_size) for each in listed)
    unpacked = sum(each.file_size for each in listed)
    methods = {each.compress_type for each in listed}
    refuse_first(
        (any(each.flag_bits & 1 for each in listed), PASSWORD),
        (any("vbaproject" in name for name in names), MACROS),
        (bomb or unpacked > MOST_UNPACKED or len(names) > MOST_PARTS, TOO_MUCH),
        (len(set(names)) < len(names) or not methods <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}, DAMAGED),
        (min((each.header_offset for each in listed), default=0) > 0, TWO_IN_ONE),
    )


def main_kind(types: bytes, parts: set[str]) -> str:
    """The kind whose main part the list of content types names, where that part is there."""
    refuse_first(
        (len(types) > MOST_TYPES or b"\0" in types or DECLARES.search(types) is not None, DAMAGED),
        (b"macroenabled" in types.lower() or b"vbaproject" in types.lower(), MACROS),
    )
    mains = {}
    for override in OVERRIDE.findall(types):
        pairs = ATTRIBUTE.findall(override)
        said = {name: (double or single).decode(errors="replace") for name, double, single in pairs}
        mains[said.get(b"ContentType", "")] = said.get(b"PartName", "").lstrip("/")
    found = [kind for kind, about in KINDS.items() if about.main and mains.get(about.main) in parts]
    refuse_first((len(found) != 1, f"This kind of file is not taken. {TAKEN}"))
    return found[0]


def refuse_first(*faults: tuple[bool, str]) -> None:
    """RefusedFileError with the words of the first fault that is there."""
    for words in (words for there, words in faults if there):
        raise RefusedFileError(words)


def size_in_words(size: int) -> str:
    """As people say it: 340 KB, 1.2 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"
