"""What a question did not look at, in words that say how to go past it."""

from collections.abc import Collection, Iterator

from graph.store import Reader
from graph.traversal import EDGE_BUDGET
from queries.answers import Limit
from queries.picture import caption


def hubs_not_passed(reader: Reader, hubs: Collection[str], hub_limit: int) -> Iterator[Limit]:
    """The nodes that were met and not passed through because they have too many links."""
    visits = reader.visits(hubs)
    for ident, node in sorted(reader.nodes(hubs).items()):
        yield Limit(
            "hub_limit",
            f"{caption(node)} has {visits[ident].degree:,} links, more than {hub_limit:,}: it "
            "was not passed through. Raise hub_limit, or set it to 0, to pass it.",
            ident,
        )


def budget_spent(looked: str) -> Limit:
    """That more edges lay on the way than one question brings in."""
    return Limit(
        "edge_budget",
        f"More than {EDGE_BUDGET:,} edges lie on the way; {looked}. Ask for fewer hops, fewer "
        "kinds or a shorter time.",
    )
