"""The texts of the report."""
