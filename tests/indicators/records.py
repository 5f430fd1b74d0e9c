"""What the tests of the indicators record and expect."""

from datetime import date
from typing import Any

from accounts.models import Organisation
from indicators.models import Submission
from indicators.services import record_submission
from tests.factories import make_standard

# Kingston Hospital's published report of 2021, to the letter.
KINGSTON = {
    2017: {2: "3.4", 3: "5.77", 4: "0.99", 5: "31%", 6: "31%", 7: "69%", 8: "19%", 9: "0%"},
    2018: {2: "2.5", 3: "1.82", 4: "1.03", 5: "36%", 6: "27%", 7: "71%", 8: "18%", 9: "7%"},
    2019: {2: "1.36", 3: "1.27", 4: "1.02", 5: "34.3 %", 6: "28.6%", 7: "77.7%", 8: "15.7%", 9: "6.7%"},
    2020: {2: "1.31", 3: "2.7", 4: "0.98", 5: "36.5%", 6: "32.3%", 7: "76%", 8: "18.2%", 9: "13.3%"},
    2021: {2: "1.05", 3: "1.04", 4: "0.76", 5: "41.8%", 6: "34.2%", 7: "72.9%", 8: "18.6%", 9: "13.3%"},
}


def record(organisation: Organisation, year: int, printed: dict[int, str], **fields: Any) -> Submission:
    """Records a year as published and submitted, unless told."""
    usual: dict[str, Any] = {
        "standard": make_standard(),
        "period_start": date(year - 1, 4, 1),
        "period_end": date(year, 3, 31),
        "submitted_printed": "",
        "state": Submission.State.SUBMITTED,
    }
    return record_submission(organisation=organisation, year=year, printed=printed, **(usual | fields))
