"""Tests of FinBench, in."""
