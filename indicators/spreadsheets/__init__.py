"""Reads the spreadsheets that trusts keep their scores in, and writes those that are handed out."""
