"""Tests of what the loaders of official lists share."""
