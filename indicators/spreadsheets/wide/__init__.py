"""Reads the table in which trusts print past years: rows are indicators and columns are years.

Nothing is taken or left out in silence. A cell has a doubt where somebody should look before it is recorded, or a
refusal where it cannot be; rows and columns that were not understood are listed with the reason.
"""

from indicators.spreadsheets.wide.reading import read_wide
from indicators.spreadsheets.wide.table import Ignored, Known, WideCell, WideTable
from indicators.spreadsheets.wide.values import SHARE

__all__ = ["SHARE", "Ignored", "Known", "WideCell", "WideTable", "read_wide"]
