"""Ratios against named yardsticks, side by side in one run. `make bench` prints the table."""
