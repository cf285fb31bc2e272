"""What is read from the files of others, confirmed before it enters."""
