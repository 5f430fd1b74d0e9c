"""What is done about it: the action plan, its leads, deadlines, updates and reminders."""
