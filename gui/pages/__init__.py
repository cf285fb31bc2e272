"""The report as pages: preview, PDF and printing."""
