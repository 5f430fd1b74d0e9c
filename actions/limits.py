"""How long the words of an action may be, typed or brought in from a document: as long as the database keeps them."""

LONGEST_WORDING = 4_000
LONGEST_TIMESCALE = 300
LONGEST_LEADS = 2_000  # all that lead or support one action
LONGEST_NAME = 200  # of one lead
