"""The manual, the keys, and where each is opened from."""
