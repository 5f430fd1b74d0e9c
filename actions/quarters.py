"""NHS quarters: Q1 is April to June, and 2021/22 ends on 31 March 2022."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_SLUG = re.compile(r"(\d{4})-(\d{2})-Q([1-4])")


class QuarterError(ValueError):
    """The text is not a quarter such as 2021-22-Q3."""


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of an NHS financial year; year is the calendar year in which that year starts."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year if day.month >= 4 else day.year - 1, (day.month - 4) // 3 % 4 + 1)

    @classmethod
    def from_slug(cls, slug: str) -> Self:
        match = _SLUG.fullmatch(slug)
        if not match or (int(match[1]) + 1) % 100 != int(match[2]) or not "2000" <= match[1] <= "2099":
            raise QuarterError(f"'{slug}' is not an NHS quarter. Write it as 2021-22-Q3.")
        return cls(int(match[1]), int(match[3]))

    @property
    def slug(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02}-Q{self.number}"

    @property
    def starts_on(self) -> date:
        return date(self.year + (self.number == 4), (self.number * 3) % 12 + 1, 1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def previous(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def ends_on(self) -> date:
        """The last day, which is in the quarter."""
        return self.next.starts_on - timedelta(days=1)

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    @property
    def months(self) -> str:
        return f"{self.starts_on:%B} to {self.ends_on:%B %Y}"

    def __str__(self) -> str:
        return f"Q{self.number} {self.year}/{(self.year + 1) % 100:02}"
