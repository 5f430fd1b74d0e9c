"""What is done with meetings, papers and decisions: each whole, or not at all."""
