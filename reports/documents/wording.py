"""Words that every document writes in one way."""

from datetime import date


def day(found: date) -> str:
    """'4 February 2022'."""
    return f"{found:%-d %B %Y}"


def lines_of(text: str) -> tuple[str, ...]:
    """What a person typed, a paragraph a line, without the empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
