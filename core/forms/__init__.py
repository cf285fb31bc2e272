"""What the statute asks: the editions of the form, read from TOML into frozen dataclasses."""
