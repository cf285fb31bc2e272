"""Where answers are kept: one SQLite file through sqlite-utils. No SQL stands elsewhere."""
