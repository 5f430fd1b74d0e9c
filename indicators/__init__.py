"""What is measured: standards and their indicators, and the scores that an organisation submits each year."""
