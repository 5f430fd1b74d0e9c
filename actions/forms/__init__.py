"""What the pages of the plan ask for."""
