"""The edge kinds, one module per family."""
