"""A date asked for as day, month and year, for an ordinary DateField."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms


class DateInput(forms.MultiWidget):
    """Three boxes that answer with one ISO date, which every DateField reads in every language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput({"inputmode": "numeric"}) for part in ("day", "month", "year")
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | str | None) -> list[str]:
        """Day, month and year as they are shown again, also where together they are no date."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return list(reversed((value or "--").split("-", maxsplit=2)))

    # One answer and not three, as from Django's SelectDateWidget: the field need not know of the boxes.
    def value_from_datadict(  # type: ignore[override]
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> str | None:
        answers = super().value_from_datadict(data, files, name)
        day, month, year = ((answer or "").strip() for answer in answers)
        return f"{year}-{month}-{day}" if day or month or year else None
