"""Document to file. A writer knows its format and nothing of the statute."""
