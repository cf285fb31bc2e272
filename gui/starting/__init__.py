"""The page before any report is open: what is due, what there is, and how to begin."""
