"""The standing words of a published report, which a trust may replace where it introduces itself."""

from indicators.models import WRES

INTRODUCTION = (
    "Everybody who works for us should be treated fairly and have the same chances, whatever their ethnic background. "
    "This report says how far that was true in {year}: the scores that {trust} submitted for the {standard}, how each "
    "of them moved, and what we are doing about it.\n"
    "A score shows where to look and not why. So each part of the action plan names the indicators that it serves, "
    "by when something is to be done, and which post, team or network leads it."
)
# Facts of the standard that were read in its sources, in our own words.
STANDARD = {
    WRES: (
        "The NHS Workforce Race Equality Standard (WRES) is a set of nine indicators. The NHS Standard Contract asks "
        "every NHS provider to report them each year, and to publish them with an action plan that its board has "
        "approved. The Care Quality Commission looks at them when it judges how well a provider is led.",
        "The indicators compare two groups of staff: those whose ethnic category is recorded as White, and those "
        "with any other stated category, whom this report calls {bme}. People of whom no category is known are left "
        "out of indicators 2 to 8.",
        "Indicators 2, 3 and 4 compare how likely something is for each group. A score of 1.0 means that it is "
        "equally likely for both: that is parity. A score that moves away from 1.0 in either direction is further "
        "from parity.",
        "Indicators 5 to 8 come from the NHS staff survey. For 5, 6 and 8 a lower percentage is better, for 7 a "
        "higher one, and for each of them a smaller gap between the two groups.",
    )
}
OTHER_STANDARD = ("This report gives the indicators of the {standard}, as they were submitted.",)

SMALL_NUMBERS = (
    "Counts of fewer than {below} people are not published, so that nobody can be recognised. Nor are other numbers "
    "from which such a count could be worked out. Scores stand as they were submitted."
)
HIDDEN_COUNT = "Fewer than {below}"
NOT_PUBLISHED = "Not published"
TESTING = (
    "A change is called an improvement, or the opposite, only where counts of both years show that it is more than "
    "chance."
)


def introduction(*, trust: str, standard: str, year: int) -> str:
    return INTRODUCTION.format(trust=trust, standard=standard, year=year)


def about_standard(code: str, *, name: str, bme: str) -> tuple[str, ...]:
    return tuple(text.format(standard=name, bme=bme) for text in STANDARD.get(code, OTHER_STANDARD))
