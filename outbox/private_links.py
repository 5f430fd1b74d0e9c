"""Private links in messages: what is kept has a place for each link, and the link itself stands in the mail alone.

So a database that somebody reads, or a page that shows what was sent, opens nothing.
"""

import re
from collections.abc import Mapping

PLACE = re.compile(r"\[private link ([\w/]+)\]")
SHOWN = "[private link]"


def place_for(name: str) -> str:
    """What stands in a letter for a link; `name` says which, in letters, figures and '/'."""
    return f"[private link {name}]"


def names_in(*texts: str) -> list[str]:
    """The links that these texts have a place for, each once."""
    return list(dict.fromkeys(name for text in texts for name in PLACE.findall(text)))


def filled(text: str, links: Mapping[str, str]) -> str:
    """The text with its links. A place that is nobody's, as in words that somebody typed, shows no name."""
    return PLACE.sub(lambda place: links.get(place[1], SHOWN), text)


def hidden(text: str) -> str:
    """The text as it may be shown to those to whom it was not sent."""
    return PLACE.sub(SHOWN, text)
