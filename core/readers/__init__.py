"""File to report. A reader returns plain data; nothing is stored here."""
