"""From payments to records and claims, the same for every format.

Ids are made of what the document says, never of where it says so: rows may be put in another
order and keep theirs. Two rows that say just the same are two payments, told apart by number.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterator

from graph.evidence import Claim, ClaimKind, Source
from graph.ontology import NODE_KINDS, Identifier
from graph.ontology.balance import Balance
from graph.ontology.edges.account import AccountBank, AccountHolder
from graph.ontology.edges.money import Payment
from graph.ontology.nodes import BankAccount, Company
from graph.store import Writable
from loaders.loader import Card, Entry
from loaders.payments.mapping import Paper
from loaders.payments.move import Move, Who
from loaders.payments.seen import Seen

_IBAN = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{11,30}")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_MOST_NAME, _MOST_NUMBER, _MOST_PURPOSE = 1000, 200, 5000
_CACHED = 1 << 14


class PaymentRecords:
    """One document; it turns payments into records. Use it as a context: it keeps a file."""

    def __init__(self, paper: Paper, card: Card, note: str = "") -> None:
        """Say whose document it is.

        Args:
            paper: Who says what it says.
            card: What the dataset is.
            note: What to know when reading the document.
        """
        self._paper = paper
        self._card = card
        self._dataset = card.id
        self._source = f"{card.id}.document"
        self._kind = ClaimKind(paper.claim)
        self._note = note
        self._begun = False
        self.repeated = 0
        self._seen = Seen()
        # What came lately needs no look at the disk.
        self._late: OrderedDict[str, None] = OrderedDict()

    def close(self) -> None:
        """Let go of the file on disk."""
        self._seen.close()

    def entry(self, move: Move) -> Entry:
        """The records of a payment and the claims about them; none where it came before."""
        records: list[Writable] = [*self._head()]
        if move.key and not self._first(f"key {move.key}"):
            self.repeated += 1
            return Entry(move.line, records)
        ident = self._ident(move)
        source, source_bank = self._end(move.payer, "payer", ident, move, records)
        target, target_bank = self._end(move.payee, "payee", ident, move, records)
        # (:BankAccount|LegalEntity)-[:PAID]->(:BankAccount|LegalEntity)
        words = [move.purpose, f"reference {move.reference}" if move.reference else ""]
        records.append(Payment.model_validate({
            "id": ident, "source": source, "target": target,
            "purpose": "; ".join(one for one in words if one)[:_MOST_PURPOSE] or None,
            "source_bank": source_bank, "target_bank": target_bank,
        }))  # fmt: skip
        records.append(self._claim(f"{ident}.c1", ident, move.at, note=move.note or None))
        records.append(
            self._claim(f"{ident}.amount", ident, move.at, field="amount", value=move.amount)
        )
        if move.date:
            records.append(self._claim(
                f"{ident}.date", ident, move.at, field="date", value=move.date,
                note=move.date_note or None,
            ))  # fmt: skip
        return Entry(move.line, records)

    def account(self, line: int, at: str, who: Who, balances: list[Balance]) -> Entry:
        """An account with the balances that the document prints for it."""
        records: list[Writable] = [*self._head()]
        ident, _ = self._account(who, at, records)
        for one in balances:
            # The day stands first, so that the earliest balance is the one shown.
            claim = f"{ident}.{self._dataset}.{one.day}.{one.side}.{_hash(one.text)[:8]}"
            if self._first(f"balance {claim}"):
                records.append(
                    self._claim(claim, ident, at, field="stated_balance", value=one.text)
                )
        return Entry(line, records)

    def _head(self) -> Iterator[Writable]:
        if self._begun:
            return
        self._begun = True
        paper, card = self._paper, self._card
        yield Source.model_validate({
            "id": self._source, "title": card.title, "publisher": card.publisher,
            "date": paper.dated, "url": paper.url, "nature": paper.nature,
            "sensitivity": paper.sensitivity, "note": self._note or None, "dataset": card.id,
        })  # fmt: skip

    def _ident(self, move: Move) -> str:
        if move.key:
            # An edge keeps its ends: where a mapping is mended, they are other payments.
            return f"pay.{self._dataset}.{_hash('key', self._paper.ends, move.key)}"
        made = _hash(
            "row", self._paper.same_name, *move.payer, *move.payee, move.amount, move.date,
            move.purpose, move.reference, move.note,
        )  # fmt: skip
        before = self._seen.add(bytes.fromhex(made)).times
        return f"pay.{self._dataset}.{made}" + (f".{before + 1}" if before else "")

    def _end(
        self, who: Who, role: str, payment: str, move: Move, records: list[Writable]
    ) -> tuple[str, list[str]]:
        """Where an end of the payment lies, and the bank that it is kept at."""
        if who.account:
            return self._account(who, move.at, records)
        banks = self._bank(who.bank, move.at, records)
        if who.name:
            return self._party(who, move, payment, role, records), banks
        # Nobody is named: a node of its own, which no other row is taken for.
        ident = f"acc{payment.removeprefix('pay')}.{role}"
        said = "several parties, not named" if who.many else f"{role} not named"
        records.append(BankAccount.model_validate({
            "id": ident, "names": [f"{said} ({move.at})"], "unnamed": True, "collective": who.many,
        }))  # fmt: skip
        records.append(self._claim(f"{ident}.c1", ident, move.at))
        for bank in banks:
            records += self._kept_at(ident, bank, move.at)
        return ident, banks

    def _account(self, who: Who, at: str, records: list[Writable]) -> tuple[str, list[str]]:
        number, iban = who.account[:_MOST_NUMBER], iban_of(who.account)
        banks = self._bank(who.bank, at, records)
        if iban:
            # An IBAN names one account in all the world, whichever document prints it.
            ident = f"acc.iban.{iban}"
            made = Identifier(scheme="iban", value=iban)
        else:
            ident = f"acc.{self._dataset}.{_hash('account', who.bank, number)}"
            made = Identifier(scheme="account", value=number)
        if self._first(ident):
            names = [iban or number]
            records.append(BankAccount.model_validate(
                {"id": ident, "names": names, "identifiers": [made]}
            ))  # fmt: skip
            records.append(self._claim(f"{ident}.{self._dataset}.c1", ident, at))
        for bank in banks:
            if self._first(f"at bank {ident} {bank}"):
                records += self._kept_at(ident, bank, at)
        if who.name:
            self._held(ident, who, at, records)
        return ident, banks

    def _held(self, account: str, who: Who, at: str, records: list[Writable]) -> None:
        # (:LegalEntity)-[:HOLDS]->(:BankAccount)
        key = account if self._paper.same_name == "apart" else ""
        party = self._named(who, key, at, records)
        ident = f"hol.{self._dataset}.{_hash(party, account)}"
        if self._first(ident):
            records.append(
                AccountHolder.model_validate({"id": ident, "source": party, "target": account})
            )
            records.append(self._claim(f"{ident}.c1", ident, at))

    def _party(self, who: Who, move: Move, payment: str, role: str, records: list[Writable]) -> str:
        key = f"{payment} {role}" if self._paper.same_name == "apart" else ""
        return self._named(who, key, move.at, records)

    def _named(self, who: Who, key: str, at: str, records: list[Writable]) -> str:
        """The party of a name: one in the whole document, or one for each key."""
        kind = NODE_KINDS[who.kind]
        name = who.name[:_MOST_NAME]
        ident = f"{kind.prefix}.{self._dataset}.{_hash('party', name, key)}"
        if self._first(ident):
            records.append(kind.model_validate({"id": ident, "names": [name]}))
            records.append(self._claim(f"{ident}.c1", ident, at))
        return ident

    def _bank(self, printed: str, at: str, records: list[Writable]) -> list[str]:
        if not printed:
            return []
        name = printed[:_MOST_NAME]
        ident = f"org.{self._dataset}.bank.{_hash('bank', name)}"
        if self._first(ident):
            bics = [Identifier(scheme="bic", value=name)] if _BIC.fullmatch(name) else []
            records.append(Company.model_validate(
                {"id": ident, "names": [name], "topics": ["bank"], "identifiers": bics}
            ))  # fmt: skip
            records.append(self._claim(f"{ident}.c1", ident, at))
        return [ident]

    def _kept_at(self, account: str, bank: str, at: str) -> Iterator[Writable]:
        # (:BankAccount)-[:AT_BANK]->(:Company)
        ident = f"bnk.{self._dataset}.{_hash(account, bank)}"
        yield AccountBank.model_validate({"id": ident, "source": account, "target": bank})
        yield self._claim(f"{ident}.c1", ident, at)

    def _first(self, key: str) -> bool:
        """Whether this document has not come to it before."""
        if key in self._late:
            self._late.move_to_end(key)
            return False
        self._late[key] = None
        if len(self._late) > _CACHED:
            self._late.popitem(last=False)
        digest = hashlib.blake2b(key.encode(), digest_size=16, person=b"party").digest()
        return self._seen.add(digest).times == 0

    def _claim(
        self,
        ident: str,
        about: str,
        at: str,
        *,
        field: str | None = None,
        value: str | None = None,
        note: str | None = None,
    ) -> Claim:
        return Claim.model_validate({
            "id": ident, "about": about, "kind": self._kind, "by": self._paper.speaker,
            "cites": self._source, "at": at, "field": field, "value": value, "note": note,
            "dataset": self._dataset,
        })  # fmt: skip


def iban_of(printed: str) -> str:
    """The IBAN without blanks, if its check digits are right; else empty.

    Example:
        >>> iban_of("DE89 3704 0044 0532 0130 00")
        'DE89370400440532013000'
        >>> iban_of("DE88 3704 0044 0532 0130 00")
        ''
    """
    bare = "".join(printed.split()).upper()
    if not _IBAN.fullmatch(bare):
        return ""
    digits = "".join(str(int(one, 36)) for one in bare[4:] + bare[:4])
    return bare if int(digits) % 97 == 1 else ""  # ISO 7064, mod 97-10


def _hash(*parts: object) -> str:
    """32 letters that stand for what is given, part by part."""
    told = "\0".join(str(one) for one in parts)
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
