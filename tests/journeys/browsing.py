"""What a journey does in the browser besides what a person does: notes what goes wrong, and checks a page."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.factories import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = 1280, 320
# A journey whose two widths and two ways of saving are told apart elsewhere is walked in the two that differ most.
ON_A_DESK_AND_PLAINLY_ON_A_PHONE = pytest.mark.parametrize(
    ("width", "javascript"), [(WIDE, True), (NARROW, False)], ids=["desk", "phone without JavaScript"]
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN_AXE = """async tags => {
  const {violations} = await axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false, selectors: false,
  });
  return violations.map(({id, help, nodes}) => ({id, help, where: nodes.map(node => node.html.slice(0, 200))}));
}"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const beyond = element => element.getBoundingClientRect().right > width + 1;
  const innermost = element => beyond(element) && ![...element.children].some(beyond);
  const found = [...document.body.querySelectorAll('*')].filter(innermost);
  return found.slice(0, 5).map(element => element.outerHTML.slice(0, 150));
}"""
# A tenth of a second after a change of width, the script puts what does not fit under 'More'.
MENU_FITS = """() => [...document.querySelectorAll('.nhsuk-header__navigation-list > li:not([hidden])')].every(
  item => item.getBoundingClientRect().right <= document.documentElement.clientWidth)"""
# A change of look at the element, or at what stands for it: the NHS radio is drawn by its label.
FOCUS_IS_DRAWN = """() => {
  const element = document.activeElement;
  const look = ({outlineStyle, outlineWidth, boxShadow, backgroundColor, borderWidth}) => (
    [outlineStyle, outlineWidth, boxShadow, backgroundColor, borderWidth].join());
  const looks = () => [element, ...(element.labels || [])].flatMap(
    each => [look(getComputedStyle(each)), look(getComputedStyle(each, '::before'))]).join();
  const focused = looks();
  element.blur();
  const plain = looks();
  element.focus();
  return focused !== plain;
}"""

# WCAG 2.2, 1.4.12: what a reader may set. The menu is told, as it would be by a reader's style sheet at loading.
SET_TEXT_WIDER = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { margin-bottom: 2em !important; }
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }`);
  document.adoptedStyleSheets = [sheet];
  window.dispatchEvent(new Event('resize'));
}"""
CUT_OFF = """() => {
  const cut = element => {
    const style = getComputedStyle(element);
    const beyond = (overflow, inner, outer) => overflow !== 'visible' && inner > outer + 1;
    return beyond(style.overflowX, element.scrollWidth, element.clientWidth)
      || beyond(style.overflowY, element.scrollHeight, element.clientHeight);
  };
  // What only a screen reader is given is 1 px wide.
  const drawn = element => element.checkVisibility() && element.clientWidth > 1;
  const elements = [...document.body.querySelectorAll('*:not(svg, svg *, textarea)')];
  return elements.filter(element => drawn(element) && cut(element)).map(element => element.outerHTML.slice(0, 200));
}"""


@dataclass
class Troubles:
    """What went wrong in a browser, in words; an answer that a journey provokes is none."""

    provoked: Collection[int] = ()
    offline: bool = False
    seen: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self.note_console)
        context.on("weberror", lambda error: self.seen.append(f"JavaScript: {error.error}"))
        context.on("requestfailed", self.note_failed)
        context.on("response", self.note_response)

    def note_console(self, message: ConsoleMessage) -> None:
        """Among the errors is what the content security policy blocks; bad answers are noted as such.

        What htmx had asked and is left behind with its page tells of its end too.
        """
        expected = ["Failed to load resource", *(f"Response Status Error Code {each} " for each in self.provoked)]
        expected += ["htmx:afterRequest", "htmx:sendAbort"]
        if self.offline:
            expected.append("htmx:sendError")
        if message.type in ("error", "warning") and not message.text.startswith(tuple(expected)):
            self.seen.append(f"Console: {message.text}")

    def note_failed(self, request: Request) -> None:
        """Not what was left behind because the person went on to another page."""
        if request.failure != "net::ERR_ABORTED" and not self.offline:
            self.seen.append(f"Request failed: {request.url} {request.failure}")

    def note_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.provoked:
            self.seen.append(f"Answer {response.status}: {response.request.method} {response.url}")


@cache
def axe_source(path: Path = AXE) -> str:
    return path.read_text(encoding="utf-8")


def check(page: Page, *widths: int) -> None:
    """On a desk and on a phone, unless said: axe finds no fault, and nothing needs scrolling sideways."""
    before = page.viewport_size
    for width in widths or (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(MENU_FITS)
        faults = axe_faults(page)
        assert not faults, f"axe, {page.url} at {width} px:\n{json.dumps(faults, indent=1)}"
        too_wide = what_is_too_wide(page)
        assert not too_wide, f"Scrolls sideways, {page.url} at {width} px:\n" + "\n".join(too_wide)
    if before:
        page.set_viewport_size(before)


def axe_faults(page: Page) -> list[dict[str, Any]]:
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(axe_source())
    return list(page.evaluate(RUN_AXE, RULES))


def row_of(page: Page, words: str) -> Locator:
    """The row of the plan, or of My actions, that holds these words."""
    return page.get_by_role("row").filter(has_text=words)


def go_by_menu(page: Page, name: str) -> None:
    """Chooses from the menu, which on a phone keeps what does not fit under 'More'."""
    menu = page.get_by_role("navigation", name="Menu")
    link = menu.get_by_role("link", name=name, exact=True)
    more = menu.get_by_role("button", name="More")
    expect(link.or_(more).first).to_be_visible()
    if not link.is_visible():
        more.click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def tab_to(page: Page, target: Locator, *, most: int = 60) -> None:
    """Presses Tab until the target has the focus, and sees at each stop that it is drawn."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS_IS_DRAWN), f"Focus cannot be seen: {focused_html(page)}"
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not come to {target} in {most} steps; it is on {focused_html(page)}")


def focused_html(page: Page) -> str:
    return str(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))


def what_is_too_wide(page: Page) -> list[str]:
    return list(page.evaluate(TOO_WIDE))


def set_text_wider(page: Page) -> list[str]:
    """Sets lines, letters and words wider apart, and says what is then cut off or needs scrolling sideways."""
    page.evaluate(SET_TEXT_WIDER)
    page.wait_for_function(MENU_FITS)
    return [*page.evaluate(CUT_OFF), *what_is_too_wide(page)]
