"""Tests that mirror the rooms, file for file."""
