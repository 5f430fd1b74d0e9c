"""The parts of an address that are an NHS quarter, such as 2021-22-Q3, a published report, and the ending of a file."""

from dataclasses import dataclass

from actions.quarters import Quarter
from reports.files import KINDS


class QuarterSlug:
    """What is not a quarter (2021-23-Q5) is no address: the resolver turns the ValueError into a 404."""

    regex = r"\d{4}-\d{2}-Q\d"

    def to_python(self, value: str) -> Quarter:
        return Quarter.from_slug(value)

    def to_url(self, value: Quarter | str) -> str:
        return value.slug if isinstance(value, Quarter) else value


@dataclass(frozen=True)
class ReportName:
    """The standard and the year of a published report; as text, its part of an address."""

    standard: str
    year: int

    def __str__(self) -> str:
        return f"{self.standard.lower()}-{self.year}"


class ReportSlug:
    """'wres-2021' is the report on the WRES of 2021."""

    regex = r"[a-z][a-z0-9]{1,11}-\d{4}"

    def to_python(self, value: str) -> ReportName:
        standard, _, year = value.partition("-")
        return ReportName(standard.upper(), int(year))

    def to_url(self, value: ReportName | str) -> str:
        return str(value)


class FileEnding:
    """How the name of a file ends that a document is drawn as."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
