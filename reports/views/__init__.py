"""The pages that bring scores and actions together."""
