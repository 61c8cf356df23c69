"""FinBench questions, answered from a store and compared with the answers kept beside the set."""
