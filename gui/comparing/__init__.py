"""What was put online, beside the report that it should be."""
