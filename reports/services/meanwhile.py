"""Nobody's words are lost to somebody else's: a row says which version it is, and a page which one it showed."""

from typing import Protocol


class Versioned(Protocol):
    version: int


class ChangedMeanwhileError(Exception):
    """Somebody else changed it after the page was opened; nothing was written."""


def check_version(row: Versioned, seen: int) -> None:
    if row.version != seen:
        raise ChangedMeanwhileError
