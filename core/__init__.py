"""年报 without its window: form, report, keeping, checks and page. Imports no Qt."""

__version__ = "0.1.0"
