"""What a drawing of flows is made of: spots, the sums between them, and what is in no sum."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from graph.ontology import Rung


class Grouping(StrEnum):
    """What is summed up."""

    ACCOUNT = "account"
    HOLDER = "holder"
    COUNTRY = "country"


@dataclass(slots=True)
class FlowNode:
    """A group in one layer.

    Attributes:
        id: `group@layer`.
        group: An account's or a holder's id, or a country's code.
        layer: Its column, from 0; every link leads one column on.
        caption: Its name.
        kind: The kind of the party, or `Country`.
        entity: The party's id; none for a country.
        returns_to: Where the same group stands first: the money came back there.
    """

    id: str
    group: str
    layer: int
    caption: str
    kind: str
    entity: str | None
    returns_to: str | None = None


@dataclass(slots=True)
class FlowLink:
    """The single payments from one spot to another, in one period and currency.

    Attributes:
        id: `source>target:period:currency`.
        source: Id of a node.
        target: Id of a node one layer on.
        value: What to draw, a decimal string: the least that moved, or where only a greatest sum
            is known, that.
        min: The least it can be; none: open.
        max: The most; they differ where an amount is a range, or where payments overlap.
        precision: The weakest of its payments.
        dataset: Where the currency is not stated (XXX): the dataset that the sum stays within.
        count: How many payments.
        payments: Their ids.
        first: First day on which one of them may have been made; none: open.
        last: Last such day; none: open.
        period: `2008`, `2008-Q1`, `2008-02`, `2007/2008` where dates span both, `undated`, or
            empty where time does not divide.
        standing: The weakest rung among them.
        contested: How many somebody contests.
        inferred: Whether one rests on inference alone.
        overlapping: Those of them whose money another of them repeats.
        repeated: Payments of other links that repeat or contain some of this money.
        also_told_by: Payments that tell of a transfer that is counted here once.
        conflicting: Those for which sources give several amounts.
    """

    id: str
    source: str
    target: str
    value: str
    min: str | None
    max: str | None
    precision: str
    currency: str
    dataset: str | None
    count: int
    payments: list[str]
    first: str | None
    last: str | None
    period: str
    standing: Rung
    contested: int
    inferred: bool = False
    overlapping: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    also_told_by: list[str] = field(default_factory=list)
    conflicting: list[str] = field(default_factory=list)


class Why(StrEnum):
    """Why something is in no sum."""

    TOTAL = "total"
    NO_AMOUNT = "no_amount"
    REPLACED = "replaced"
    WITHIN = "within"
    BEYOND = "beyond"


WORDS = {
    Why.TOTAL: "a total of several payments is never summed",
    Why.NO_AMOUNT: "no source states an amount",
    Why.REPLACED: "another payment takes its place",
    Why.WITHIN: "it stays with the same holder",
    Why.BEYOND: "further payments were not followed",
}


@dataclass(slots=True)
class Stub:
    """Payments that are in no sum: nothing is traced across them.

    Attributes:
        source: Id of a node; none where what comes in was not followed.
        target: Id of a node; none where what goes on was not followed.
        why: A total (total), no amount (no_amount), replaced, between accounts of one group
            (within), or behind the asked hops (beyond).
        words: The same in words.
        payments: Their ids; of `beyond` only how many.
        count: How many.
        amounts: What is stated of them, not added up.
    """

    source: str | None
    target: str | None
    why: Why
    words: str
    payments: list[str]
    count: int
    amounts: list[dict[str, Any]] = field(default_factory=list)
