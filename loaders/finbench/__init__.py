"""FinBench, the made-up bank of the Linked Data Benchmark Council: its tables come in."""

from loaders.finbench.loader import FinBench

__all__ = ["FinBench"]
