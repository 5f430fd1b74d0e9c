"""The published report of a year: what the public reads, without small counts and without names of persons."""
