"""What is sent: messages, and their delivery once."""
