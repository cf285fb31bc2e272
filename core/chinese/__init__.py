"""Written Chinese, and nothing of the form: numerals, widths, numbering, punctuation."""
