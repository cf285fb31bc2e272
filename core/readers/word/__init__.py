"""What a Word document shows: its paragraphs and tables as they would be printed."""
