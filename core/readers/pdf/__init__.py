"""Reading PDF: the package attached to our own, and the text and tables of others."""
