"""Payments between two parties, or of one, with what they come to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.errors import BadRequest
from graph.ontology import EDGE_KINDS
from graph.ontology.edges.money import MoneyEdge
from graph.store import Reader, View
from graph.traversal import Direction, EdgeFilter, Link
from queries.answers import EdgeView, NodeView, Total
from queries.limits import budget_spent
from queries.listing import Listing, turn
from queries.order import Order, in_order
from queries.parameters import Directed, Entity, Filters, KindOf, Page, present
from queries.picture import Picture, assemble, describe
from queries.question import Question
from queries.sums import UNSTATED, Sum, add_up

MoneyKind = Annotated[
    str,
    KindOf({name: kind for name, kind in EDGE_KINDS.items() if issubclass(kind, MoneyEdge)}),
]


@dataclass(slots=True)
class HeldAccount:
    """An account that counts as its holder's, by the edge that says so."""

    holder: str
    account: str
    edge: str


@dataclass(slots=True, kw_only=True)
class PaymentsAnswer(Listing):
    """A page of payments, their ends, and the sums over all of them.

    Attributes:
        nodes: The parties and accounts that the payments of this page run between.
        sums: Over every payment that was found, not over this page alone.
        unstated: Payments that no source gives an amount of; in no sum.
        accounts: Accounts that were followed as their holders'.
    """

    results: list[EdgeView]
    nodes: list[NodeView]
    sums: list[Sum]
    unstated: list[str] = field(default_factory=list)
    accounts: list[HeldAccount] = field(default_factory=list)


class Payments(Directed, Filters, Page, Question[PaymentsAnswer]):
    """List the payments between two parties, or all of one, and what they come to.

    Sums run over single payments alone, per currency, and carry the weakest precision. Totals
    are listed beside them; where two payments overlap the sum is a range that names them; an
    open bound is never summed.
    """

    route: ClassVar[str] = "/payments"
    command: ClassVar[str] = "payments"

    source: tuple[Entity, ...] = Field(
        (), max_length=100, description="Who paid; none: anybody.",
        examples=[["col.moldovan-shells-t014"]],
    )  # fmt: skip
    target: tuple[Entity, ...] = Field(
        (), max_length=100, description="Who was paid; none: anybody.",
        examples=[["org.prevezon-holdings"]],
    )  # fmt: skip
    kind: tuple[MoneyKind, ...] = Field(
        ("Payment",),
        min_length=1,
        description="Which kinds of edges with money; they are never summed across kinds.",
        examples=[["Payment"]],
    )
    direction: Direction = Field(
        Direction.OUT,
        description="From source to target (out), back (in), or both ways (any).",
        examples=["any"],
    )
    accounts: Literal["include", "exclude"] = Field(
        "include",
        description="Whether payments of the accounts that a party holds count as the party's.",
        examples=["exclude"],
    )
    order: Order = Field(
        Order.DATE,
        description="What comes first: the earliest (date), the largest of each currency (amount), "
        "the best established (evidence), or the first id.",
        examples=["amount"],
    )

    def answer(self, reader: Reader) -> PaymentsAnswer:
        """One page of payments, and the sums over all."""
        if not self.source and not self.target:
            raise BadRequest("source", "name who paid (`source`), who was paid (`target`), or both")
        present(reader, {*self.source, *self.target})
        held = self._held(reader)
        found, whole = self._found(reader, held)
        views = in_order(list(reader.edges([one.id for one in found]).values()), self.order)
        page = [one["id"] for one in views[self.offset : self.offset + self.limit]]
        ends = [end for one in views[self.offset : self.offset + self.limit]
                for end in (one["source"], one["target"])]  # fmt: skip
        picture = assemble(reader, ends, page, valid_at=self.valid_at)
        answer = PaymentsAnswer(
            results=picture.edges,
            nodes=picture.nodes,
            sums=add_up(views, _homes(reader, views)) if whole else [],
            unstated=[one["id"] for one in views if not one.get("amount")],
            accounts=held,
            total=Total(len(views), "eq" if whole else "gte"),
            limit=self.limit,
            offset=self.offset,
        )
        describe(answer.meta, Picture([], views))
        turn(self, answer)
        if not whole:
            answer.meta.truncated = True
            answer.meta.limits_hit.append(
                budget_spent("so there is no sum, and a part of the list")
            )
        return answer

    def _held(self, reader: Reader) -> list[HeldAccount]:
        if self.accounts == "exclude":
            return []
        holding = EdgeFilter(kinds=frozenset({"AccountHolder"}), inferred=self.inferred)
        found, _ = reader.expand({*self.source, *self.target}, Direction.OUT, holding)
        return [HeldAccount(one.source, one.target, one.id) for one in sorted(found)]

    def _found(self, reader: Reader, held: Iterable[HeldAccount]) -> tuple[list[Link], bool]:
        edges = self.edge_filter()
        held = list(held)
        sources = _with_accounts(self.source, held)
        targets = _with_accounts(self.target, held)
        ways = [(sources, targets)] if self.direction is not Direction.IN else []
        ways += [(targets, sources)] if self.direction is not Direction.OUT else []
        found: dict[str, Link] = {}
        whole = True
        for payers, payees in ways:
            if payers and payees:
                links, complete = reader.within(payers, payees, edges)
            elif payers:
                links, complete = reader.expand(payers, Direction.OUT, edges)
            else:
                links, complete = reader.expand(payees, Direction.IN, edges)
            # Hypotheses of identity come along where inference is asked for; they pay nothing.
            found.update((one.id, one) for one in links if one.kind in self.kind)
            whole &= complete
        return list(found.values()), whole


def _with_accounts(parties: Collection[str], held: Iterable[HeldAccount]) -> set[str]:
    return {*parties, *(one.account for one in held if one.holder in parties)}


def _homes(reader: Reader, views: Iterable[View]) -> dict[str, str]:
    """The dataset of each edge whose currency is not stated: its sums stay within it."""
    strange = [one["id"] for one in views if (one.get("amount") or {}).get("currency") == UNSTATED]
    claims = reader.claims(strange) if strange else {}
    return {about: str(found[0].get("dataset", "")) for about, found in claims.items()}
