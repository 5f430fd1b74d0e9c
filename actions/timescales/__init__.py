"""Reads the timescales of British plans ('By end of March 22', 'Q3 2022/23, then annually') into dates.

words: what each word means. tokens: a text as words. grammar: which words in a row make a date or an interval,
by way of dates and intervals. reading: what the whole says. saying: that in words again.
"""

from actions.timescales.meaning import Repeat, Timescale
from actions.timescales.reading import read
from actions.timescales.saying import describe, understood_as

__all__ = ["Repeat", "Timescale", "describe", "read", "understood_as"]
