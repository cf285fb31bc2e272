"""How the texts are written: title, dates, numbering, marks and words. One module a theme."""
