"""The oracle of the template pack: the official macros, and what counts when HTML is compared."""

from collections.abc import Callable
from fnmatch import fnmatch
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template.loader import render_to_string
from jinja2 import ChainableUndefined, Environment, PackageLoader

Parts = list[tuple[str, ...]]

# Where our HTML is not that of the macros, and why: each is taken out of both before they are compared.
DIFFERENCES = {
    "* required=": "Django says in the markup what must be answered; the macros leave it to the words.",
    "* aria-invalid=true": "Django marks what is wrong for screen readers; the macros only describe it.",
    "div data-module=nhsuk-file-upload": "that script names its button otherwise than its label does (axe).",
    "input value=": "a single checkbox without a value sends 'on'; the macro writes an empty one.",
}

ORACLE = Environment(loader=PackageLoader("nhsuk_frontend_jinja"), undefined=ChainableUndefined, autoescape=True)


class Markup(HTMLParser):
    """HTML as tags and words: neither spacing nor the order of attributes and classes counts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: Parts = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = sorted(attribute(name, value) for name, value in attrs)
        self.parts.append((tag, *(each for each in shown if not known_difference(tag, each))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.parts.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.parts.append((f"'{words}'",))


def attribute(name: str, value: str | None) -> str:
    words = (value or "").split()
    return f"{name}={' '.join(sorted(words) if name == 'class' else words)}"


def known_difference(tag: str, shown: str) -> bool:
    return any(fnmatch(f"{tag} {shown}", pattern) for pattern in DIFFERENCES)


@pytest.fixture
def official() -> Callable[..., Parts]:
    def draw(component: str, macro: str, told: dict[str, Any]) -> Parts:
        template = ORACLE.get_template(f"nhsuk/components/{component}/macro.jinja")
        return Markup(getattr(template.module, macro)(told)).parts

    return draw


@pytest.fixture
def ours() -> Callable[..., Parts]:
    def draw(template: str, request: Any = None, **context: Any) -> Parts:
        return Markup(render_to_string(template, context, request)).parts

    return draw
