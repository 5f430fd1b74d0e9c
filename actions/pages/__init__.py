"""What the pages of the plan show, put together from rows."""
