"""What superiors ask for besides the form."""
