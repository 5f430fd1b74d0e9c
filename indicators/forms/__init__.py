"""What the pages of scores ask for."""
