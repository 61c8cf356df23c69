"""The rules that stand apart, as an answer shows them: never beside the sums of the others."""

from collections.abc import Iterator

from queries.tracing.apart import facilitation, pari_passu_terminal, poison
from queries.tracing.book import Book
from queries.tracing.by_rule import calculated_by
from queries.tracing.events import Purse
from queries.tracing.inquiry import Inquired
from queries.tracing.lots import OTHER
from queries.tracing.results import ApartLine, ApartShown, Traced
from queries.tracing.rules import APART, FACILITATION, PARI_PASSU_TERMINAL, POISON, Profile
from queries.tracing.shown import in_words, text_of_sum

_Lines = Iterator[tuple[Purse, int, str]]

_CAUTIONS = {
    PARI_PASSU_TERMINAL.name: "It shares what is left in one account and follows nothing on from "
    "it: not to be compared with rules that do.",
    POISON.name: "It counts the same money again at each account: an upper bound, never to be "
    "added up.",
    FACILITATION.name: "It counts other money that lay beside the money asked about, found by "
    "first in, first out: not a sum of that money.",
}


def apart_shown(inquired: Inquired, name: str) -> ApartShown:
    """A rule that stands apart, in every asked order."""
    rule = APART[name]
    shown = ApartShown(
        rule.name, rule.title, rule.definition, rule.authority, rule.forum, rule.notice,
        _CAUTIONS[name],
    )  # fmt: skip
    for order, book in inquired.books.items():
        for purse, amount, words in _lines(rule, book, inquired):
            text = text_of_sum(amount, purse.currency)
            shown.lines.append(
                ApartLine(
                    purse.account,
                    list(inquired.gathered.holders.get(purse.account, ())),
                    Traced(text, text, purse.currency),
                    order.value,
                    words,
                    calculated_by(rule),
                )
            )
    return shown


def _lines(rule: Profile, book: Book, inquired: Inquired) -> _Lines:
    if rule is PARI_PASSU_TERMINAL:
        yield from _shared(book, inquired)
    elif rule is POISON:
        yield from _touched(book, inquired)
    else:
        yield from _beside(book, inquired)


def _shared(book: Book, inquired: Inquired) -> _Lines:
    for share in pari_passu_terminal(book, inquired.asked):
        asked = sum(sums for origin, sums in share.shares.items() if origin != OTHER)
        put_in = sum(sums for origin, sums in share.contributed.items() if origin != OTHER)
        every = sum(share.contributed.values())
        currency = share.purse.currency
        words = (
            f"of {in_words(share.closing, currency)} left, since {in_words(put_in, currency)} of "
            f"{in_words(every, currency)} paid in were asked about"
        )
        yield share.purse, asked, words


def _touched(book: Book, inquired: Inquired) -> _Lines:
    for contact in poison(book, inquired.asked):
        purse = contact.place.purse
        since = f"since {contact.first.id}" if contact.first else "from the opening on"
        words = (
            f"received {since}; paid on {in_words(contact.paid, purse.currency)}, holds "
            f"{in_words(contact.held, purse.currency)}"
        )
        yield purse, contact.received, words


def _beside(book: Book, inquired: Inquired) -> _Lines:
    for one in facilitation(book, inquired.asked):
        currency = one.purse.currency
        when = f"after {one.event.id}" if one.event else "from the opening on"
        words = (
            f"other money beside {in_words(one.asked, currency)} asked about, {when}; at the end "
            f"{in_words(one.other_at_end, currency)} beside {in_words(one.asked_at_end, currency)}"
        )
        yield one.purse, one.other, words
