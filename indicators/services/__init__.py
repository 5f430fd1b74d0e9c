"""What changes more than one row, each all or nothing."""
