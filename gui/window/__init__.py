"""The main window: what is around the report, and what its actions do."""
