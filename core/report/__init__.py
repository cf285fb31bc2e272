"""What the office answers: values, the report that holds them, and the edits that change it."""
