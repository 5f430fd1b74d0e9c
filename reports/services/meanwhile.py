"""Nobody's words are lost to somebody else's: a row says which version it is, and a page which one it showed."""

from typing import Protocol

from actions.services.meanwhile import ChangedMeanwhileError


class Versioned(Protocol):
    pk: int
    version: int


def check_version(row: Versioned, seen: int) -> None:
    """Of a row that is locked. Raises ChangedMeanwhileError."""
    if row.version != seen:
        raise ChangedMeanwhileError([row.pk])
