"""The form's places for what readers found: rows by label, columns by header, never by position."""
