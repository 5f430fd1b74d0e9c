"""What the pages of meetings, papers and decisions ask for."""
