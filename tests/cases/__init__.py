"""Tests of the bundled case itself: what its data say, and of whom."""
