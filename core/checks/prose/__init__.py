"""Figures in the texts: every number found, bound to the cells it speaks of, and compared."""
