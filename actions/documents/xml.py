"""The elements of a Word document by their plain names: 'w:tbl' of either edition of the format is 'tbl'."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

Element = Any  # an lxml element; lxml has no types of its own

# What holds text or tables without being any: a control, an insertion that is tracked, a link, a field.
TRANSPARENT = {
    "sdt",
    "sdtContent",
    "ins",
    "moveTo",
    "customXml",
    "smartTag",
    "hyperlink",
    "fldSimple",
    "dir",
    "bdo",
}


def parse(part: bytes) -> Element:
    """The root of a part. Nothing is fetched or expanded, and the parser gives up some 250 levels deep."""
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    return etree.fromstring(part, parser)


@lru_cache(4096)  # a document says a few names over and over
def _plain(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def name(element: Element) -> str:
    return _plain(element.tag)


def children(element: Element | None, named: str) -> list[Element]:
    """Those of a name; none without the element."""
    return [each for each in element if name(each) == named] if element is not None else []


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of a name, and so on down the path."""
    for step in path:
        if element is None:
            return None
        for each in element:
            if _plain(each.tag) == step:
                element = each
                break
        else:
            return None
    return element


def attribute(element: Element | None, key: str) -> str | None:
    """The value of an attribute whatever its namespace; None without it, or without the element."""
    if element is None:
        return None
    return next((value for full, value in element.attrib.items() if _plain(full) == key), None)


def number(element: Element | None, key: str = "val", default: int = 0) -> int:
    """The whole number in an attribute; 360.5 points count as 360."""
    try:
        return int(float(attribute(element, key) or default))
    except (ValueError, OverflowError):
        return default


def is_on(element: Element | None) -> bool:
    """Whether a switch is set: it is there and does not say no."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


def inside(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names, also those in what is transparent; what is deleted is not among them."""
    for each in element:
        found = name(each)
        if found in names:
            yield each
        elif found in TRANSPARENT and child(each, "sdtPr", "showingPlcHdr") is None:
            yield from inside(each, *names)
