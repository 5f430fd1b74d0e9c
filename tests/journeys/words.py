"""Whether words stand in one piece on a page."""

from playwright.sync_api import Page

BROKEN = """() => [...document.querySelectorAll('main :is(caption, th, td, dt, dd, label, h1, h2)')].filter(place => {
  const range = document.createRange();
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const {0: word, index} of texts.currentNode.data.matchAll(/[^\\s\\/-]+/g)) {
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].map(rect => Math.round(rect.top))).size > 1) return true;
    }
  }
  return false;
}).map(place => place.innerText)"""


def broken_words(page: Page) -> list[str]:
    """The headings, labels and cells of tables in which a word goes on in the next line."""
    return list(page.evaluate(BROKEN))
