"""The tables of figures."""
