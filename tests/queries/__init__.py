"""Tests of the questions, file for file."""
