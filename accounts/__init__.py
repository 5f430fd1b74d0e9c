"""Who: organisations, the people who sign in, and what each may do where."""
