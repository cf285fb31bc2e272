"""The report as a document: blocks that every writer draws and no writer interprets."""
