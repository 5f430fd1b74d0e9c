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

from indicators.spreadsheets.archives import DECLARES, OLDER, Package, UnreadableError, check_listed, refuse_first

MOST_BYTES = 10_000_000
MOST_TYPES = 1_000_000  # bytes of the part that says what the others are
LONGEST_NAME = 120  # characters
CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "application/vnd.openxmlformats-officedocument"
PACKED = b"PK\x03\x04"
OVERRIDE = re.compile(rb"<(?:[^\s<>/]*:)?Override(?=\s)([^<>]*)>")
ATTRIBUTE = re.compile(rb"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
TAKEN = "Choose a PDF, a Word, Excel or PowerPoint file, or a PNG or JPEG picture."
DAMAGED = "This file is damaged, or is not what its name says. Open it, save it again, and choose it again."
MACROS = "This file holds macros. Save it without them, as .docx, .xlsx or .pptx, and choose it again."
OLDER_FILE = (
    "This is an older Office file, or has a password. Save it as .docx, .xlsx or .pptx without, and choose that."
)
TOO_LARGE = "This file is larger than 10 MB. Make it smaller, or add a link to where it lies."
TWO_IN_ONE = "A second file is hidden in this one. Save it again as a PDF or a picture, and choose that."


class RefusedFileError(UnreadableError):
    """A file is not taken; the message says why and what to do."""


# A long deck of slides has thousands of parts, and its pictures are large.
OFFICE_FILE = Package(
    name="file",
    program="Office",
    holds="a document does",
    macros=".docm, .xlsm or .pptm",
    open_document=".odt, .ods or .odp",
    save_again="Save it as .docx, .xlsx or .pptx, and choose it again.",
    copy_out="Save it as a PDF and choose that.",
    damaged=DAMAGED,
    error=RefusedFileError,
    most_parts=5_000,
    most_unpacked=200_000_000,
)


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
    refuse_first(
        RefusedFileError, (not content, "This file is empty. Choose another."), (len(content) > MOST_BYTES, TOO_LARGE)
    )
    cleaned = clean(name)
    kind = office_kind(content) if content.startswith(PACKED) else plain_kind(content)
    ending = PurePosixPath(cleaned).suffix.lower()
    refuse_first(RefusedFileError, (ending not in KINDS[kind].endings, wrong_name(ending, KINDS[kind])))
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
        RefusedFileError,
        (content.startswith(OLDER), OLDER_FILE),
        (kind not in KINDS or bool(KINDS[kind].main), f"This kind of file is not taken. {TAKEN}"),
    )
    refuse_first(
        RefusedFileError,
        (not all(mark in content for mark in KINDS[kind].marks), DAMAGED),
        (zipfile.is_zipfile(io.BytesIO(content)), TWO_IN_ONE),
    )
    return str(kind)


def office_kind(content: bytes) -> str:
    """Which of the three kinds of Office file an archive says it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            listed = packed.infolist()
            check_listed(listed, OFFICE_FILE)
            refuse_first(RefusedFileError, (min(each.header_offset for each in listed) > 0, TWO_IN_ONE))
            parts = {each.filename for each in listed}
            refuse_first(RefusedFileError, (CONTENT_TYPES not in parts, f"This is an archive of files. {TAKEN}"))
            with packed.open(CONTENT_TYPES) as file:
                types = file.read(MOST_TYPES + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        if isinstance(error, RefusedFileError):
            raise
        raise RefusedFileError(DAMAGED) from error
    return main_kind(types, parts)


def main_kind(types: bytes, parts: set[str]) -> str:
    """The kind whose main part the list of content types names, where that part is there."""
    refuse_first(
        RefusedFileError,
        (len(types) > MOST_TYPES or b"\0" in types or DECLARES.search(types) is not None, DAMAGED),
        (b"macroenabled" in types.lower() or b"vbaproject" in types.lower(), MACROS),
    )
    mains = {}
    for override in OVERRIDE.findall(types):
        pairs = ATTRIBUTE.findall(override)
        said = {name: (double or single).decode(errors="replace") for name, double, single in pairs}
        mains[said.get(b"ContentType", "")] = said.get(b"PartName", "").lstrip("/")
    found = [kind for kind, about in KINDS.items() if about.main and mains.get(about.main) in parts]
    refuse_first(RefusedFileError, (len(found) != 1, f"This kind of file is not taken. {TAKEN}"))
    return found[0]
