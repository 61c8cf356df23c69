"""SWIFT MT940 and MT942: what banks send as a statement of an account."""

from loaders.mt940.loader import Mt940

__all__ = ["Mt940"]
