"""What must hold of every date in every British form, and of any text at all."""

import sys
from calendar import monthrange
from datetime import date, timedelta
from itertools import count

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from actions.timescales import Timescale, describe, read
from actions.timescales.words import PHRASES

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
MONTHS += ["November", "December"]
LONG = 10_000
TIMELESS = [
    "HR",
    "Band 8a",
    "tbc",
    "n/a",
    "all staff",
    "Head of Recruitment",
    "ASAP",
    "complete",
    "-",
    "/",
    "12",
    "£500",
]

numerals = st.sampled_from([str(number) for number in range(100)])
words = st.sampled_from([*PHRASES, *TIMELESS]) | numerals
days = st.dates(date(2000, 1, 1), date(2049, 12, 31))
years = st.integers(2000, 2048)
jargon = st.lists(st.sampled_from([*PHRASES, "31", "22", "2022", "2022/23", "31/03/23", "Q3"]), max_size=9)
DAY_FORMS = ["{d}-{m:02}-{y}", "{y}-{m:02}-{d:02}", "{d} {short}. {y}", "{d}-{short}-{y}", "due {d} {name}, {y}"]
DAY_FORMS += ["{d}/{m}/{y}", "{d:02}.{m:02}.{y}", "{d} {name} {y}", "{name} {d}, {y}", "By {d} {short} {y}"]
MONTH_FORMS = ["{name} {y}", "by end of {short} {y}", "{short}-{yy:02}", "{name} '{yy:02}"]
QUARTER_FORMS = ["Q{q} {y}/{next:02}", "{y}-{next:02} Q{q}", "Quarter {q} ({y}/{next:02})"]


@given(st.one_of(st.text(), jargon.map(" ".join), jargon.map("".join)), st.none() | days)
def test_no_text_at_all_raises_and_silence_is_a_doubt(text: str, plan_start: date | None) -> None:
    understood = read(text, plan_start=plan_start)

    assert understood.due or understood.repeat or understood.ongoing or understood.doubts
    assert describe(understood)


@given(days, st.sampled_from(DAY_FORMS))
def test_a_day_is_read_in_every_british_form(day: date, form: str) -> None:
    name = MONTHS[day.month - 1]

    understood = read(form.format(d=day.day, m=day.month, y=day.year, name=name, short=name[:3]))

    assert understood == Timescale(day, None, False, ())


@given(years, st.integers(1, 12), st.sampled_from(MONTH_FORMS))
def test_a_month_is_its_last_day(year: int, month: int, form: str) -> None:
    assume(year % 100 < 28 or "'" in form or "{y}" in form)
    name = MONTHS[month - 1]

    understood = read(form.format(name=name, short=name[:3], y=year, yy=year % 100))

    assert understood == Timescale(date(year, month, monthrange(year, month)[1]), None, False, ())


@given(years, st.integers(1, 4), st.sampled_from(QUARTER_FORMS))
def test_a_quarter_is_of_the_nhs_year(year: int, quarter: int, form: str) -> None:
    ends = (date(year, 6, 30), date(year, 9, 30), date(year, 12, 31), date(year + 1, 3, 31))

    understood = read(form.format(q=quarter, y=year, next=(year + 1) % 100))

    assert understood == Timescale(ends[quarter - 1], None, False, ())


@given(days, days, st.sampled_from([" - ", "–", " to ", " until "]))
def test_a_range_ends_at_its_end(one: date, two: date, dash: str) -> None:
    starts, ends = min(one, two), max(one, two)

    understood = read(dash.join(f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (starts, ends)))

    assert understood == Timescale(ends, None, False, ())


@given(days, st.text("bcdfghjklmnpqrstvwxz", min_size=2))
def test_a_word_left_over_is_a_doubt(day: date, word: str) -> None:
    assume(word not in PHRASES and word[:2] not in ("st", "nd", "rd", "th"))
    day_in_words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    for phrase in (f"{day_in_words} {word}", f"{word} {day_in_words}"):
        assert any(word in doubt for doubt in read(phrase).doubts)


@given(years, st.integers(1, 12), st.integers(1, 31))
def test_a_day_that_is_not_in_the_calendar_gives_no_date(year: int, month: int, extra: int) -> None:
    day = monthrange(year, month)[1] + extra
    assume(day < 100)

    for printed in (f"{day}/{month}/{year}", f"{day} {MONTHS[month - 1]} {year}"):
        assert read(printed).due is None
        assert read(printed).doubts


@given(days, st.integers(1, 99))
def test_days_are_counted_from_the_start_of_the_plan(start: date, count: int) -> None:
    assert read(f"within {count} days", plan_start=start).due == start + timedelta(count)


@given(st.lists(st.sampled_from(TIMELESS), max_size=8))
def test_words_that_say_nothing_of_when_give_no_date(said: list[str]) -> None:
    understood = read(" ".join(said))

    assert understood.due is None
    assert understood.doubts


@given(st.lists(words, min_size=1, max_size=12), st.none() | st.dates(), st.sampled_from([" ", "", "/", " - ", ", "]))
def test_any_words_of_the_lexicon_are_read_without_an_error(said: list[str], start: date | None, mark: str) -> None:
    understood = read(mark.join(said), plan_start=start)

    assert understood.due or understood.repeat or understood.ongoing or understood.doubts


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from([*PHRASES, "1", "31", "2023", "Xyzzy", "octobre "]), min_size=1, max_size=4))
def test_ten_times_as_many_characters_are_ten_times_the_work(said: list[str]) -> None:
    short, long = ((" ".join(said) * LONG)[:length] for length in (LONG // 10, LONG))

    assert steps_of(long) < 15 * steps_of(short)
    assert all(len(doubt) < LONG + 200 for doubt in read(long).doubts)


def steps_of(text: str) -> int:
    """How many functions are called to read a text: the work, whatever else the machine is doing."""
    steps = count()
    sys.setprofile(lambda _frame, event, _arg: next(steps) if event.endswith("call") else None)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return next(steps)
