"""Wiring only: settings, addresses, the timetable and the commands that start the whole."""
