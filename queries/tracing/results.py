"""What a trace says, rule by rule: where the money lies, whom it reached, over which payments."""

from dataclasses import dataclass, field

from queries.tracing.shown import Transfer

SIDE_BY_SIDE = (
    "calculated by Clew under the rule of each column, if the transfers happened as claimed; not "
    "legal advice"
)


@dataclass(slots=True)
class Traced:
    """A sum that was calculated; a range where two orders of a day's payments say two things.

    Attributes:
        min: A decimal string.
        max: The same where every order agrees.
    """

    min: str
    max: str
    currency: str


@dataclass(slots=True)
class LotShown:
    """A part of a payment or a balance.

    Attributes:
        origin: The payment or balance that was asked about; none: all other money.
        amount: A decimal string.
    """

    origin: str | None
    amount: str


@dataclass(slots=True)
class EndShown:
    """Money asked about at the end of a trace.

    Attributes:
        place: `held` in a ledger; `paid` to somebody without one, or, back in time, come from
            there; `opening`, `unexplained`: come from a balance that is no payment; `beyond`: left
            by a payment whose other party nobody names.
        account: The account, or the party where no account is known.
        holders: Who holds it.
        origins: Of which of the sources it is, where there are several; in one order alone.
        calculated: By which rule, and under what condition.
    """

    place: str
    account: str
    holders: list[str]
    amount: Traced
    origins: list[LotShown]
    calculated: str


@dataclass(slots=True)
class HopShown:
    """A payment that carried money asked about.

    Attributes:
        number: In the order of the trace, from 1.
        lots: What it was made of, in the order in which it left.
    """

    number: int
    transfer: Transfer
    lots: list[LotShown]
    calculated: str


@dataclass(slots=True)
class StopShown:
    """A payment over which the money may have gone on, though no rule follows it.

    Attributes:
        why: Why not, as a code and in words.
        account: Where the money lay; none where no rule could even begin.
        asked: How much of it lay there at most while the payment can have happened; none where
            nobody can say.
    """

    transfer: Transfer
    why: str
    words: str
    account: str | None = None
    asked: Traced | None = None


@dataclass(slots=True)
class Missing:
    """What was paid from a ledger beyond any balance that is known."""

    account: str
    amount: Traced


@dataclass(slots=True)
class RuleShown:
    """A rule, and what it says. It is a rule of calculation, not legal advice.

    Attributes:
        authority: Where it comes from; none where no source for it was read.
        forum: Whose law that is; none for a method that no court is cited for.
        conserves: Whether no money is made or lost, so that its sums can be compared and added.
        notice: What every use of it has to say.
        calculated: What every line of it says.
        entered: How much was asked about and reached a place where the rule can start.
        hops: The first of them; `hops_total` is how many there are.
        stops: Where it may have gone on unseen.
        unexplained: What stays unexplained in the ledgers that it passed.
        standing: The weakest standing among its payments; none where it passed none.
        contested: Whether somebody denies one of them.
        lots: How many lots lie in all ledgers at the end.
    """

    rule: str
    title: str
    definition: str
    authority: str | None
    forum: str | None
    conserves: bool
    notice: str
    calculated: str
    entered: list[Traced] = field(default_factory=list)
    ends: list[EndShown] = field(default_factory=list)
    hops: list[HopShown] = field(default_factory=list)
    hops_total: int = 0
    stops: list[StopShown] = field(default_factory=list)
    unexplained: list[Missing] = field(default_factory=list)
    standing: str | None = None
    contested: bool = False
    lots: int = 0


@dataclass(slots=True)
class ApartLine:
    """A sum by a rule that stands apart, never to be added up with another.

    Attributes:
        account: The account, or the party where no account is known.
        amount: What the rule counts.
        order: The order within a day that it was calculated in.
        words: What that is.
        calculated: By which rule, and under what condition.
    """

    account: str
    holders: list[str]
    amount: Traced
    order: str
    words: str
    calculated: str


@dataclass(slots=True)
class ApartShown:
    """A rule that does not conserve, or has no way on, and what it says.

    Attributes:
        caution: Why its sums stand apart.
    """

    rule: str
    title: str
    definition: str
    authority: str | None
    forum: str | None
    notice: str
    caution: str
    lines: list[ApartLine] = field(default_factory=list)


@dataclass(slots=True)
class Compared:
    """One end of the money under every rule that conserves, side by side.

    Attributes:
        place: As in `EndShown`, or `holder`: all accounts of one holder together.
        by_rule: The sum by each rule's name, also where it is nothing.
        differs: Whether the rules say different things.
        calculated: Under what condition.
    """

    place: str
    account: str
    holders: list[str]
    currency: str
    by_rule: dict[str, Traced]
    differs: bool
    calculated: str = SIDE_BY_SIDE


@dataclass(slots=True)
class AskedShown:
    """A source of the trace.

    Attributes:
        origin: The payment, or the account whose balance it is.
        transfer: The payment; none for a balance.
        part: How much of it is asked about; none: all.
        why: Why no rule can start there, as a code and in words; none: it can.
    """

    origin: str
    transfer: Transfer | None
    part: str | None
    why: str | None
    words: str | None
