"""The parts of an address that are an NHS quarter, such as 2021-22-Q3, and the ending of a file."""

from actions.quarters import Quarter
from reports.files import KINDS


class QuarterSlug:
    """What is not a quarter (2021-23-Q5) is no address: the resolver turns the ValueError into a 404."""

    regex = r"\d{4}-\d{2}-Q\d"

    def to_python(self, value: str) -> Quarter:
        return Quarter.from_slug(value)

    def to_url(self, value: Quarter | str) -> str:
        return value.slug if isinstance(value, Quarter) else value


class FileEnding:
    """How the name of a file ends that a document is drawn as."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
