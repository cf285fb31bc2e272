"""Where the data are kept, and the way back to them."""
