"""A drawing as a part of a page: what is let through can do nothing but be looked at."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from lxml import etree

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset(
    {"svg", "title", "desc", "g", "path", "line", "polyline", "polygon", "rect", "circle", "ellipse", "text", "tspan"}
)
NAMES = frozenset({"id", "class", "role", "aria-hidden", "aria-label", "aria-labelledby", "aria-describedby"})
PLACES = frozenset({"x", "y", "dx", "dy", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height"})
SHAPES = frozenset({"viewBox", "d", "points", "transform", "text-anchor", "dominant-baseline"})
LOOKS = frozenset({"fill", "fill-opacity", "opacity", "paint-order", "font-family", "font-size", "font-weight"})
STROKES = frozenset({"stroke", *(f"stroke-{of}" for of in ("width", "dasharray", "linecap", "linejoin", "opacity"))})
ATTRIBUTES = NAMES | PLACES | SHAPES | LOOKS | STROKES


class DrawingError(ValueError):
    """The drawing may not stand on a page; the message says what is wrong with it."""


def drawing(svg: str) -> SafeString:
    """The drawing, to stand in a page as it is. The only place where a drawing is called safe.

    Only shapes and words pass, with attributes that say how they look: no script, style, link, event, foreign or
    embedded content. What is given back was written anew from what was looked at, so that a browser reads the same.
    Raises DrawingError.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise DrawingError(f"The drawing is not well formed: {error}") from error
    if root.getroottree().docinfo.doctype or root.tag != f"{{{SVG}}}svg":
        raise DrawingError("The drawing is not an svg document without a document type.")
    for element in root.iter():
        look_at(element)
    root.tail = None
    written: str = etree.tostring(root, encoding="unicode")
    return mark_safe(written)  # noqa: S308 - every element of it was looked at


def look_at(element: Any) -> None:
    """Raises DrawingError unless the element and each of its attributes is on the lists above."""
    # A reference to an entity is an element without a name; under a prefix a browser would not know the element.
    name = etree.QName(element) if isinstance(element.tag, str) else None
    if name is None or name.namespace != SVG or element.prefix or name.localname not in ELEMENTS:
        raise DrawingError(f"The drawing holds <{name.localname if name else element}>, which is no shape.")
    for attribute, value in element.attrib.items():
        if attribute not in ATTRIBUTES or "url(" in value.casefold():
            raise DrawingError(f"<{name.localname}> of the drawing has {attribute}, which is not let through.")
