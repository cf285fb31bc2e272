"""What was found, and what can be done about it."""
