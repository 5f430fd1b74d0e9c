"""What the tests of the indicators record and expect."""

from datetime import date
from typing import Any

from accounts.models import Organisation, User
from indicators.models import Draft, Submission
from indicators.services.drafting import open_draft, save_draft
from indicators.services.publishing import record_published, typed_as_published
from tests.factories import NOW, make_standard, make_user

# Kingston Hospital's published report of 2021, to the letter.
KINGSTON = {
    2017: {2: "3.4", 3: "5.77", 4: "0.99", 5: "31%", 6: "31%", 7: "69%", 8: "19%", 9: "0%"},
    2018: {2: "2.5", 3: "1.82", 4: "1.03", 5: "36%", 6: "27%", 7: "71%", 8: "18%", 9: "7%"},
    2019: {2: "1.36", 3: "1.27", 4: "1.02", 5: "34.3 %", 6: "28.6%", 7: "77.7%", 8: "15.7%", 9: "6.7%"},
    2020: {2: "1.31", 3: "2.7", 4: "0.98", 5: "36.5%", 6: "32.3%", 7: "76%", 8: "18.2%", 9: "13.3%"},
    2021: {2: "1.05", 3: "1.04", 4: "0.76", 5: "41.8%", 6: "34.2%", 7: "72.9%", 8: "18.6%", 9: "13.3%"},
}


def record(organisation: Organisation, year: int, printed: dict[int, str], **fields: Any) -> Submission:
    """Records a year as published, from one printed score an indicator."""
    standard = fields.pop("standard", None) or make_standard()
    return record_typed(organisation, year, typed_as_published(standard, year, printed), standard=standard, **fields)


def record_typed(organisation: Organisation, year: int, typed: dict[str, str], **fields: Any) -> Submission:
    """Records a year from what would be typed for it: counts, values, reasons."""
    usual: dict[str, Any] = {
        "standard": make_standard(),
        "period_start": date(year - 1, 4, 1),
        "period_end": date(year, 3, 31),
    }
    return record_published(organisation=organisation, year=year, typed=typed, **(usual | fields))


def draft(organisation: Organisation, year: int, typed: dict[str, str], *, by: User | None = None) -> Draft:
    """A draft of a year, with this typed so far."""
    by = by or make_user()
    found = open_draft(organisation=organisation, standard=make_standard(), year=year, by=by, at=NOW)
    save_draft(draft=found, typed=found.typed | typed, version=found.version, by=by, at=NOW)
    return Draft.objects.get(pk=found.pk)
