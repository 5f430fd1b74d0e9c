"""Reads a plan from the document that it is kept in: Word, a spreadsheet, or pasted text. No Django in it."""
