"""Tests of the FinBench questions."""
