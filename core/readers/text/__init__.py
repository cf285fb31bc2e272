"""Tables written as plain text: found among the lines, split into fields, their columns in line."""
