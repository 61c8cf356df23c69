"""Guards of the house: its size, its names, its stairs."""
