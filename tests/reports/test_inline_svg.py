"""A drawing stands in a page as it is, if it can do nothing there but be looked at."""

import re
from pathlib import Path

import pytest

from reports.inline_svg import ATTRIBUTES, ELEMENTS, DrawingError, drawing
from tests.factories import ROOT
from tests.reports.documents.samples import SVG


def svg(inside: str, attributes: str = "") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg"{attributes}>{inside}</svg>'


def test_a_drawing_comes_through_as_it_is() -> None:
    assert drawing(SVG) == SVG


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.svg")), ids=lambda path: str(path.name))
def test_all_that_our_charts_are_made_of_passes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert set(re.findall(r"<(\w+)", text)) <= ELEMENTS
    assert set(re.findall(r'\s([\w:-]+)="', text)) - {"xmlns"} <= ATTRIBUTES


def test_words_stay_words() -> None:
    assert "&lt;script&gt; &amp; more" in drawing(svg("<text>&lt;script&gt; &amp; <![CDATA[more]]></text>"))


def test_what_is_not_drawn_is_left_out() -> None:
    assert drawing(svg("<!-- a --><?x y?><title>T</title>")) == svg("<title>T</title>")


@pytest.mark.parametrize(
    "bad",
    [
        svg("<script>alert(1)</script>"),
        svg("<style>*{}</style>"),
        svg("<foreignObject><p/></foreignObject>"),
        svg('<a href="/x"><text>x</text></a>'),
        svg('<image href="x.png"/>'),
        svg('<use href="#x"/>'),
        svg('<animate attributeName="x"/>'),
        svg('<path onclick="x()"/>'),
        svg("", ' onload="x()"'),
        svg('<path style="fill:red"/>'),
        svg('<path fill="URL(#x)"/>'),
        svg('<path xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#x"/>'),
        svg('<p xmlns="http://www.w3.org/1999/xhtml">x</p>'),
        '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
        "<svg/>",
        "<p>no drawing</p>",
        "no drawing",
        "",
        f"{SVG}<script/>",
        f"<!DOCTYPE svg>{SVG}",
        f'<!DOCTYPE svg [<!ENTITY x "y">]>{svg("<text>&x;</text>")}',
    ],
)
def test_what_could_do_something_is_refused(bad: str) -> None:
    with pytest.raises(DrawingError):
        drawing(bad)
