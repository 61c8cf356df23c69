"""What a path costs. Costs are positive whole numbers that add up along a path."""

from collections.abc import Callable
from enum import StrEnum

from graph.traversal import Link

Weight = Callable[[Link], int]

_DIGIT = 8


class Cost(StrEnum):
    """What makes a path better than another."""

    HOPS = "hops"
    EVIDENCE = "evidence"


def by_hops(_link: Link) -> int:
    """Every edge is one hop."""
    return 1


def by_evidence(link: Link) -> int:
    """How many hops lie in tier 0, 1, 2, 3, compared in that order; then single-source hops.

    The five counts are the digits of one number to the base 256, the weakest tier first, so that
    numbers compare as the counts do and add up as they do. It holds for paths of up to 255 hops.
    Hops need no digit of their own: the tiers' counts sum up to them.

    Example:
        >>> weak, strong = (
        ...     Link("a", "Payment", "x", "y", 0, 1, True),
        ...     Link("b", "Payment", "x", "y", 2, 3, False),
        ... )
        >>> by_evidence(weak) > 6 * by_evidence(strong)
        True
    """
    return (1 << _DIGIT * (4 - link.tier)) + (link.independent <= 1)


WEIGHTS: dict[Cost, Weight] = {Cost.HOPS: by_hops, Cost.EVIDENCE: by_evidence}
