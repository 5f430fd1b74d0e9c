"""What the pages show, gathered in a fixed number of queries and ready to be drawn."""
