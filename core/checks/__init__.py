"""Whether the answers hold: rules from the form, verdicts, and findings in words."""
