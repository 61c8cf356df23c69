"""How ledgers and traces are shown: transfers with their evidence, folds, findings, in words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from graph.ontology import Money
from queries.facts import money
from queries.picture import Picture
from queries.tracing.book import Aside, Finding, Kind
from queries.tracing.events import UNSTATED, WORDS, Event, date_of
from queries.tracing.folding import Tolerance
from queries.tracing.gathered import Gathered, standing_of


@dataclass(slots=True)
class Transfer:
    """A transfer as it is calculated with, and how well it is established.

    Attributes:
        id: Of the payment that tells of it best.
        amount: A decimal string; none where no exact sum is stated.
        stated: The sum as its best established payment states it, in words; none: not stated.
        date: In text form: a day, or the days from which to which; none: not stated.
        payments: All payments that tell of it, the best established first.
        standing: The best rung among them.
        contested: Whether somebody denies one of them, or a value of it.
        differs: Fields on which its sources differ, with all values.
        sentence: Who says what about conduct, and what is denied, in words.
    """

    id: str
    source: str | None
    target: str | None
    amount: str | None
    currency: str
    date: str | None
    payments: list[str]
    standing: str
    contested: bool
    asserted_by: list[str]
    denied_by: list[str]
    stated: str | None = None
    differs: list[str] = field(default_factory=list)
    sentence: str | None = None


@dataclass(slots=True)
class FoldShown:
    """Payments that were taken as one transfer, why, and how to take them apart again.

    Attributes:
        transfer: The payment whose id the transfer bears.
        payments: All of them.
        because: Why, in words.
        alternatives: Other payments that would have fitted as well.
    """

    transfer: str
    payments: list[str]
    because: str
    alternatives: list[str]


@dataclass(slots=True)
class AsideShown:
    """A transfer that is in no balance, and why."""

    transfer: Transfer
    why: str
    words: str


@dataclass(slots=True)
class FindingShown:
    """Something that does not add up, or was decided by a policy.

    Attributes:
        finding: Which of the cases it is.
        words: What it says.
        transfers: Those that show it.
        account: Whose ledger it is; none where several are concerned.
        amount: How much is concerned, a decimal string.
    """

    finding: str
    words: str
    transfers: list[str]
    account: str | None = None
    currency: str | None = None
    amount: str | None = None


def text_of_sum(minor: int, currency: str) -> str:
    """A decimal string, also of sums below zero."""
    return Money(minor, currency).text


def in_words(minor: int, currency: str) -> str:
    """A sum as a sentence prints it.

    Example:
        >>> in_words(123456, "USD")
        '1,234.56 USD'
    """
    whole, point, part = text_of_sum(abs(minor), currency).partition(".")
    code = "(currency not stated)" if currency == UNSTATED else currency
    return f"{'-' if minor < 0 else ''}{int(whole):,}{point}{part} {code}"


def date_text(first: int | None, last: int | None) -> str | None:
    """The days of an interval in text form.

    Example:
        >>> from queries.tracing.events import DAY
        >>> date_text(0, DAY - 1), date_text(0, 2 * DAY), date_text(None, 0), date_text(None, None)
        ('1970-01-01', '1970-01-01/1970-01-03', '../1970-01-01', None)
    """
    if first is None and last is None:
        return None
    begin = ".." if first is None else date_of(first).isoformat()
    end = ".." if last is None else date_of(last).isoformat()
    return begin if begin == end else f"{begin}/{end}"


class Teller:
    """Shows transfers; keeps what several of them share.

    Args:
        gathered: The events and their payments.
        picture: The payments of those that will be shown, with their sentences.
    """

    def __init__(self, gathered: Gathered, picture: Picture) -> None:
        self._gathered = gathered
        self._sentences = {one["id"]: one.get("sentence") for one in picture.edges}

    def transfer(self, event: Event) -> Transfer:
        """A transfer with its evidence."""
        payments = self._gathered.payments[event.id]
        told = standing_of(payments)
        said = [self._sentences.get(one["id"]) for one in payments]
        return Transfer(
            event.id,
            event.source,
            event.target,
            None if event.amount is None else text_of_sum(event.amount, event.currency),
            event.currency,
            date_text(event.first, event.last),
            [one["id"] for one in payments],
            told.standing,
            told.contested,
            list(told.asserted_by),
            list(told.denied_by),
            money(payments[0].get("amount")) or None,
            [
                f"{one.field}: {' or '.join(one.values)}"
                for one in self._gathered.differing.get(event.id, ())
            ],
            " ".join(one for one in said if one) or None,
        )

    def aside(self, one: Aside) -> AsideShown:
        """A transfer that is in no balance."""
        words = WORDS[one.why]
        instead = self._gathered.instead.get(one.event.id)
        if instead:
            words += f" ({instead})"
        return AsideShown(self.transfer(one.event), one.why.value, words)


def folds_shown(
    gathered: Gathered, tolerance: Tolerance | None, among: Collection[str] | None = None
) -> list[FoldShown]:
    """What was folded into what, and why.

    Args:
        gathered: The events.
        tolerance: What was allowed; none: nothing folds.
        among: The transfers to tell of; none: all.
    """
    if tolerance is None:
        return []
    events = {one.id: one for one in gathered.events}
    found = []
    for one in gathered.folds:
        if among is not None and one.payments[0] not in among:
            continue
        currency = events[one.payments[0]].currency
        why = "a record says that they overlap" if one.stated else "told by different datasets"
        days = f"{one.days} {'day' if one.days == 1 else 'days'} apart"
        sums = f"sums {in_words(one.apart, currency)} apart" if one.apart else "the same sum"
        because = (
            f"{why}; the same parties, {sums}, dates {days if one.days else 'that agree'} "
            f"(allowed: {tolerance.days} days, {float(tolerance.share * 100):g} %); to take one "
            "out: keep_apart, to take all apart: fold=none"
        )
        found.append(
            FoldShown(one.payments[0], list(one.payments), because, list(one.alternatives))
        )
    return found


def finding_shown(one: Finding) -> FindingShown:
    """A finding in words."""
    currency = one.purse.currency if one.purse else UNSTATED
    sum_ = in_words(one.amount, currency) if one.amount is not None else ""
    return FindingShown(
        one.kind.value,
        _FINDINGS[one.kind].format(sum_),
        list(one.events),
        one.purse.account if one.purse else None,
        one.purse.currency if one.purse else None,
        text_of_sum(one.amount, currency) if one.amount is not None else None,
    )


_FINDINGS: Mapping[Kind, str] = {
    Kind.BELOW_ZERO: "It is paid although {0} of it is in no balance that is known. The balance "
    "stands below zero, and so much counts as money that no source explains.",
    Kind.DEBITS_OVER_CREDITS: "All debits come to {0} more than the opening balance and all "
    "credits: so much must have come in that no source states.",
    Kind.LEAST_OPENING: "Nobody states the opening balance. It was at least {0}, or the balance "
    "would have fallen below zero; the rows begin with that.",
    Kind.OVER_CAP: "The debits need {0} more than the opening balance can have been at most.",
    Kind.SELF_TRANSFER: "Payer and payee are the same: the balance stays.",
    Kind.REPEATED: "It came more than once with the same contents, and counts once.",
    Kind.LOOP: "These payments of one day run in a circle, so that no order puts all credits "
    "before all debits: they follow the rows of their source.",
    Kind.UNSTATED_CURRENCY: "No source states the currency: it is a ledger of its own, within its "
    "dataset.",
    Kind.VAGUE: "Their dates are vague: where they stand among the others is a choice (vague).",
}


def assumptions(
    order: Iterable[str], vague: str, opening: str, per: str, groups: Iterable[str] = ()
) -> list[str]:
    """What was taken for granted, in words."""
    days = {
        "by_locator": "payments of one day follow the rows of their source",
        "credits_first": "of the payments of one day those in come before those out",
        "debits_first": "of the payments of one day those out come before those in",
    }
    shown = "; and ".join(days[one] for one in order)
    day = "first" if vague == "earliest" else "last"
    taken = "taken as zero" if opening == "zero" else "unknown, at least what the payments need"
    whose = "; a party whose account is not known has one, too" if per == "account" else ""
    found = [
        f"Order: {shown}.",
        f"Vague dates: a payment stands on its {day} possible day.",
        f"Opening balances that nobody states: {taken}.",
        f"One ledger per {per} and currency{whose}.",
    ]
    return found + [f"{one} is a group: its ledger mixes those of its members." for one in groups]
