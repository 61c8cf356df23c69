"""FollowTheMoney, the exchange format of Aleph and OpenSanctions: JSON lines in, and out again."""

from loaders.followthemoney.reading import FollowTheMoney
from loaders.followthemoney.writing import entities, everything

__all__ = ["FollowTheMoney", "entities", "everything"]
