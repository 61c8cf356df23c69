"""ISO 20022 camt.052, .053 and .054: reports, statements and notices of an account."""

from loaders.camt.loader import Camt

__all__ = ["Camt"]
