"""What is shown: the overview, the quarter and its mail, and the loading of a published report."""
