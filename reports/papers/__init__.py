"""The committee's paper: what it says of a quarter, composed from the data as data."""
