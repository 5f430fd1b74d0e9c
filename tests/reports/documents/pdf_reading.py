"""What is in a PDF, as two other libraries read it: its tags by pypdf, its letters and their places by PDFium."""

import ctypes
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]  # left, bottom, right, top in points


@dataclass
class Tag:
    """One element of the structure tree: its kind, what it says of itself, and what is in it, in reading order."""

    kind: str
    alternative: str
    attributes: dict[str, Any]
    parts: list["Tag | str"] = field(default_factory=list)

    def find(self, *kinds: str) -> list["Tag"]:
        return [tag for tag in self.walk() if tag.kind in kinds]

    def walk(self) -> Iterator["Tag"]:
        yield self
        for part in self.parts:
            if isinstance(part, Tag):
                yield from part.walk()

    @property
    def words(self) -> str:
        """What is read aloud of it, with one space between words."""
        return " ".join(" ".join(part if isinstance(part, str) else part.words for part in self.parts).split())


@dataclass
class Letter:
    text: str
    box: Box


class ReadPdf:
    def __init__(self, content: bytes) -> None:
        self.catalog: Any = (reader := pypdf.PdfReader(io.BytesIO(content))).trailer["/Root"]
        self.reader = reader
        self.document = pypdfium2.PdfDocument(content)
        self.pages = list(self.document)
        self.places = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages)}

    @cached_property
    def tags(self) -> Tag:
        """The whole tree, under the tag 'Document'."""
        [document] = self.catalog["/StructTreeRoot"]["/K"]
        return self.read_tag(document.get_object(), None)

    def read_tag(self, element: Any, page: Any) -> Tag:
        page = element.raw_get("/Pg") if "/Pg" in element else page
        said = {name: value for each in element.get("/A", []) for name, value in each.get_object().items()}
        tag = Tag(element["/S"][1:], element.get("/Alt", ""), said)
        within = element.get("/K", [])
        for part in within if isinstance(within, list) else [within]:
            part = part.get_object()
            if isinstance(part, int):
                tag.parts.append(self.marked[self.places[page.idnum]].get(part, ""))
            elif part.get("/Type") == "/MCR":
                tag.parts.append(self.marked[self.places[part.raw_get("/Pg").idnum]].get(part["/MCID"], ""))
            else:
                tag.parts.append(self.read_tag(part, page))
        return tag

    @cached_property
    def marked(self) -> list[dict[int, str]]:
        """The words of each page by the mark that the tags know them by; -1 for what is not for reading."""
        return [marked_words(page) for page in self.pages]

    def text(self, page: int) -> str:
        return str(self.pages[page].get_textpage().get_text_range()).replace("\r\n", "\n")

    def letters(self, page: int) -> list[Letter]:
        read = self.pages[page].get_textpage()
        found = (Letter(read.get_text_range(at, 1), read.get_charbox(at)) for at in range(read.count_chars()))
        return [letter for letter in found if letter.text.strip(" \r\n\u200b")]

    def titles(self, bookmarks: Any = None, depth: int = 0) -> list[tuple[int, str]]:
        """The bookmarks with their depth, from 0."""
        found = []
        for entry in self.reader.outline if bookmarks is None else bookmarks:
            found += self.titles(entry, depth + 1) if isinstance(entry, list) else [(depth, str(entry.title))]
        return found


def marked_words(page: pypdfium2.PdfPage) -> dict[int, str]:
    read, words = page.get_textpage(), {}
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(thing)
        length = pdfium.FPDFTextObj_GetText(thing, read, None, 0)
        buffer = (ctypes.c_ushort * (length // 2))()
        pdfium.FPDFTextObj_GetText(thing, read, buffer, length)
        words[mark] = words.get(mark, "") + bytes(buffer).decode("utf-16-le").rstrip("\0")
    return words


def squeezed(words: str) -> str:
    """Without what a line break leaves or takes: spaces, hyphens and places where a word may break."""
    return re.sub(r"[\s\u200b\u00ad\u0002\ufffe-]", "", words)
