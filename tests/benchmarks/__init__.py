"""Tests of what the benchmarks answer; how fast is theirs to say."""
