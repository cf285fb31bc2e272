"""The window. Calls core, and knows neither SQL nor ReportLab."""
