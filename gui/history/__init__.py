"""The past of the open report: its versions, and every change."""
