"""What a file of somebody else shows, beside the form that it is about: to look at alone."""
