"""The days and hours of mail from 2024 to 2040, held against the rules of English bank holidays written anew."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actions.occasions import Occasion, Rules, of_deadline, of_escalation
from actions.working_days import FROM, is_working_day, may_send, morning_after

ENGLAND = ZoneInfo("Europe/London")
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
FIRST, LAST = date(2024, 1, 1), date(2040, 12, 31)
MINUTES = st.integers(0, 17 * 365 * 24 * 60)
MOMENTS = MINUTES.map(lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
DAYS = st.dates(FIRST + 100 * A_DAY, LAST - 150 * A_DAY)
SHORT_DAY, LONG_DAY = date(2027, 3, 28), date(2032, 10, 31)
NUMBERS = st.lists(st.integers(1, 90), unique=True, max_size=3).map(tuple)
RULES = st.builds(Rules, before=NUMBERS, after=NUMBERS, escalated_after=st.integers(1, 90))


@cache
def bank_holidays(year: int) -> set[date]:
    """Good Friday, four Mondays, New Year and Christmas; what falls on a weekend moves to the next day of work."""
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    found = {easter(year) - 2 * A_DAY, easter(year) + A_DAY, *(day for day in fixed if day.weekday() < 5)}
    found |= {monday_from(date(year, 5, 1)), monday_from(date(year, 5, 25)), monday_from(date(year, 8, 25))}
    for day in fixed:
        if day.weekday() >= 5:
            found.add(next(each for n in range(1, 5) if is_free(each := day + n * A_DAY, found)))
    return found


def monday_from(day: date) -> date:
    return day + -day.weekday() % 7 * A_DAY


def is_free(day: date, taken: set[date]) -> bool:
    return day.weekday() < 5 and day not in taken


def is_worked(day: date) -> bool:
    return is_free(day, bank_holidays(day.year))


def first_worked(day: date) -> date:
    return next(each for n in range(9) if is_worked(each := day + n * A_DAY))


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ENGLAND).astimezone(UTC)


def test_every_day_is_a_working_day_or_a_day_off_as_the_rules_say() -> None:
    days = [FIRST + n * A_DAY for n in range((LAST - FIRST).days + 1)]

    assert [day for day in days if is_working_day(day) != is_worked(day)] == []


def test_on_each_day_of_whatever_length_mail_may_go_from_eight_on_and_in_one_stretch() -> None:
    changes = {
        day
        for year in range(FIRST.year, LAST.year + 1)
        for n in range(366)
        if (midnight((day := date(year, 1, 1) + n * A_DAY) + A_DAY) - midnight(day)) != A_DAY
    }
    assert {SHORT_DAY, LONG_DAY} <= changes
    for day in sorted(day + n * A_DAY for day in changes for n in (-2, -1, 0, 1)):
        hours = [midnight(day) + n * AN_HOUR for n in range((midnight(day + A_DAY) - midnight(day)) // AN_HOUR)]
        open_at = [hour.astimezone(ENGLAND).hour for hour in hours if may_send(hour.astimezone(ENGLAND))]
        assert open_at == (list(range(8, 24)) if is_worked(day) else [])


@given(MOMENTS)
@example(datetime(2027, 3, 26, 23, 30, tzinfo=UTC))  # before Easter, at the end of which the clock goes on
@example(datetime(2032, 10, 29, 23, 30, tzinfo=UTC))
def test_what_may_not_go_now_goes_on_the_first_working_morning(moment: datetime) -> None:
    now = moment.astimezone(ENGLAND)
    if may_send(now):
        assert is_worked(now.date())
        return

    until = morning_after(now)

    assert until.timetz().replace(tzinfo=None) == FROM
    assert may_send(until)
    between = (until.astimezone(UTC) - moment) // AN_HOUR
    assert 0 <= between <= 24 * 6
    assert not any(may_send((moment + n * AN_HOUR).astimezone(ENGLAND)) for n in range(between))


def days_told(occasions: list[Occasion], ticks: list[datetime]) -> dict[str, list[date]]:
    """On which local days a scheduler that ticks then tells each occasion: the rule of the planner, by itself."""
    told: dict[str, list[date]] = {each.name: [] for each in occasions}
    for tick in ticks:
        now = tick.astimezone(ENGLAND)
        if not may_send(now):
            continue
        come = [each for each in occasions if each.day <= now.date() and not told[each.name]]
        for each in come:
            told[each.name].append(now.date())
    return told


@given(DAYS, RULES)
@example(SHORT_DAY + 7 * A_DAY, Rules())
@example(LONG_DAY, Rules(before=(2, 1), after=(1, 2)))
@settings(max_examples=300, deadline=None)
def test_each_occasion_falls_on_one_day_the_first_that_is_worked(due_on: date, rules: Rules) -> None:
    until = due_on + 100 * A_DAY
    occasions = of_deadline(due_on, until=until, rules=rules) + of_escalation(due_on, until=until, rules=rules)
    ticks = [midnight(due_on - 91 * A_DAY) + n * 7 * AN_HOUR for n in range(24 * 200 // 7)]

    told = days_told(occasions, ticks)

    assert told == {each.name: [first_worked(each.day)] for each in occasions}


@given(DAYS, RULES, st.integers(0, 900))
def test_the_occasions_of_a_deadline_are_those_of_its_rules(due_on: date, rules: Rules, days: int) -> None:
    until = due_on + days * A_DAY
    last = max((0, *rules.after))
    repeated = set(range(last, days + 1, 28)) - {last}

    found = of_deadline(due_on, until=until, rules=rules)

    expected = {*(-n for n in rules.before), 0, *rules.after} | repeated
    assert [(each.day - due_on).days for each in found] == sorted(n for n in expected if n <= days)
    assert len({each.name for each in found}) == len(found)
