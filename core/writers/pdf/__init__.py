"""The official PDF, drawn with ReportLab."""
