"""ISO 20022 statements: every entry of every real file, and what other messages are told."""

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graph.errors import FaultyInput
from graph.evidence import Claim
from graph.ontology import BankAccount, Payment
from graph.store import Store, Writable
from loaders.camt import Camt
from loaders.loader import Entry
from tests.loaders.at_hand import DATA, at_hand, counts, load, node, snapshot
from tests.loaders.payments.tables import moved, payments, scanned

ALL = [*DATA.glob("camt/*/*.xml"), *DATA.glob("iso20022_*/*.xml")]
STATEMENTS = sorted(str(one.relative_to(DATA)) for one in ALL if "camt" in one.name) or ["camt"]
OTHERS = sorted(str(one.relative_to(DATA)) for one in ALL if "camt" not in one.name)
OTHERS = OTHERS or ["iso20022_xtool"]

OWN = "DE89370400440532013000"
HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>S1</Id>
<Acct><Id><IBAN>{OWN}</IBAN></Id><Ownr><Nm>Shell Ltd</Nm></Ownr>
<Svcr><FinInstnId><BICFI>COBADEFFXXX</BICFI></FinInstnId></Svcr></Acct>
"""
OPENING = """\
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">10.00</Amt>
<CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2020-03-31</Dt></Dt></Bal>
"""
TAIL = "</Stmt></BkToCstmrStmt></Document>\n"
ANN = "<Dbtr><Pty><Nm>Ann</Nm></Pty></Dbtr><DbtrAcct><Id><Othr><Id>007</Id></Othr></Id></DbtrAcct>"
BOB = "<Cdtr><Pty><Nm>Bob</Nm></Pty></Cdtr>"


def entry(amount: str, mark: str, inner: str = "", status: str = "BOOK", more: str = "") -> str:
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>{more}'
        f"<Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>2020-04-01</Dt></BookgDt>"
        f"<ValDt><Dt>2020-04-02</Dt></ValDt><NtryDtls>{inner}</NtryDtls></Ntry>\n"
    )


def part(parties: str, amount: str = "", end: str = "NOTPROVIDED") -> str:
    told = f'<Amt Ccy="EUR">{amount}</Amt>' if amount else ""
    return (
        f"<TxDtls><Refs><EndToEndId>{end}</EndToEndId></Refs>{told}"
        f"<RltdPties>{parties}</RltdPties><RmtInf><Ustrd>Rent</Ustrd></RmtInf></TxDtls>"
    )


def written(folder: Path, *inner: str, tail: str = TAIL) -> Path:
    path = folder / "camt.xml"
    path.write_text(HEAD + "".join(inner) + tail, "utf-8")
    return path


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_sums_of_a_real_file_are_those_of_its_booked_entries(name: str) -> None:
    """Told by another reader: all entries of the file as one tree, booked, by direction."""
    path = at_hand(name)
    wanted: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    number = 0
    for element in ET.parse(path).iter():
        if element.tag.rpartition("}")[2] == "Ntry":
            found = {child.tag.rpartition("}")[2]: child for child in element}
            if "".join(found["Sts"].itertext()).strip() == "BOOK":
                number += 1
                key = found["Amt"].attrib["Ccy"], found["CdtDbtInd"].text or ""
                wanted[key] += Decimal(found["Amt"].text or "")
    records, own = _read(path)
    sums = [one for one in records if isinstance(one, Claim) and one.field == "amount"]
    ends = {one.id: (one.source, one.target) for one in records if isinstance(one, Payment)}
    got: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in sums:
        source, target = ends[one.about]
        assert (source in own) != (target in own)
        value, currency = (one.value or "").split()
        got[currency, "DBIT" if source in own else "CRDT"] += Decimal(value)
    assert got == wanted
    assert len({one.at.partition(", transaction")[0] for one in sums}) == number


def _read(path: Path) -> tuple[list[Writable], set[str]]:
    """All records of a file, and the ids of the accounts that it is a statement of."""
    records: list[Writable] = []
    own: set[str] = set()
    for entry in Camt.for_file(path).read(path):
        assert isinstance(entry, Entry)
        records += entry.records
        if entry.line == 0:
            own |= {one.id for one in entry.records if isinstance(one, BankAccount)}
    return records, own


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_statement_is_refused_by_its_name(name: str) -> None:
    path = at_hand(name)
    with pytest.raises(FaultyInput, match=r":1: holds no statement: it is a (pain|pacs)\.\d{3},"):
        Camt.for_file(path).check(path)


def test_who_paid_whom_and_what_is_known_of_them(store: Store, tmp_path: Path) -> None:
    path = written(
        tmp_path, OPENING, entry("5.00", "CRDT", part(ANN + BOB, end="E1")),
        entry("7.00", "DBIT", part(ANN + BOB)), entry("1.00", "DBIT"),
    )  # fmt: skip
    report = load(store, "camt", path)
    assert (report.rows, report.rows_added, report.faulty) == (3, 3, 0)
    assert moved(store) == [
        ("007", OWN, "5.00 EUR"), (OWN, "Bob", "7.00 EUR"),
        (OWN, "payee not named (statement S1, line 10)", "1.00 EUR"),
    ]  # fmt: skip
    assert {one["names"][0]["text"] for one in scanned(store, "Party")} == {
        "Ann", "Bob", "Shell Ltd",
    }  # fmt: skip
    assert [one["identifiers"] for one in scanned(store, "Company")] == [
        [{"scheme": "bic", "value": "COBADEFFXXX"}]
    ]
    first = next(one for one in payments(store) if one["amount"]["min"] == "5.00")
    assert (first["purpose"], first["date"]["earliest"]) == ("Rent; reference E1", "2020-04-01")
    with store.read() as reader:
        claims = reader.claims([first["id"]])[first["id"]]
    assert "Value date 2020-04-02." in [one.get("note") for one in claims]
    assert node(store, f"acc.iban.{OWN}")["stated_balance"]["amount"] == "-10.00"
    before = snapshot(store)
    assert load(store, "camt", path).added == 0
    assert snapshot(store) == before


def test_an_entry_of_several_transactions_is_several_payments_where_their_sums_add_up(
    store: Store, tmp_path: Path
) -> None:
    inner = part(ANN, "2.00") + part(ANN.replace("007", "008"), "3.00")
    load(store, "camt", written(tmp_path, entry("5.00", "CRDT", inner)))
    assert moved(store) == [("007", OWN, "2.00 EUR"), ("008", OWN, "3.00 EUR")]


def test_a_transaction_that_goes_the_other_way_is_taken_off_its_entry(
    store: Store, tmp_path: Path
) -> None:
    """8.00 in and 3.00 out are an entry of 5.00 in."""
    back = part(BOB, "3.00").replace("<RltdPties>", "<CdtDbtInd>DBIT</CdtDbtInd><RltdPties>")
    load(store, "camt", written(tmp_path, entry("5.00", "CRDT", part(ANN, "8.00") + back)))
    assert moved(store) == [("007", OWN, "8.00 EUR"), (OWN, "Bob", "3.00 EUR")]


@pytest.mark.parametrize("sums", [("", ""), ("2.00", "2.50"), ("2.00", "")])
def test_else_it_is_one_payment_of_parties_together(
    store: Store, tmp_path: Path, sums: tuple[str, str]
) -> None:
    """The full sum is never given to each of them."""
    inner = "".join(part(ANN, one) for one in sums)
    load(store, "camt", written(tmp_path, entry("5.00", "CRDT", inner)))
    assert moved(store) == [("several parties, not named (statement S1, line 6)", OWN, "5.00 EUR")]
    (together,) = [one for one in scanned(store, "BankAccount") if one.get("collective")]
    assert together["unnamed"]


def test_in_a_reversal_the_parties_keep_their_parts(store: Store, tmp_path: Path) -> None:
    """A debit to Bob is taken back: it comes in, and from Bob."""
    more = "<RvslInd>true</RvslInd>"
    load(store, "camt", written(tmp_path, entry("5.00", "CRDT", part(ANN + BOB), more=more)))
    assert moved(store) == [("Bob", OWN, "5.00 EUR")]


def test_what_is_pending_did_not_move_and_is_counted(store: Store, tmp_path: Path) -> None:
    report = load(store, "camt", written(tmp_path, entry("5.00", "CRDT", status="PDNG")))
    assert payments(store) == []
    assert "entries that are not booked, no payments: 1" in report.notes


def test_an_entry_that_cannot_be_read_is_listed_and_the_others_are_loaded(
    store: Store, tmp_path: Path
) -> None:
    """Half a cent, no direction, no number, nothing, a negative sum."""
    broken = [entry("5.005", "CRDT"), entry("5.00", "?"), entry("x", "CRDT"),
              entry("0", "DBIT"), entry("-1", "DBIT")]  # fmt: skip
    report = load(store, "camt", written(tmp_path, *broken, entry("5.00", "CRDT")))
    assert [one.line for one in report.faults] == [6, 7, 8, 9, 10]
    assert report.rows_added == 1
    assert "finer than the minor unit of EUR" in report.faults[0].detail


def test_a_file_that_is_cut_off_is_refused_before_anything_is_written(
    store: Store, tmp_path: Path
) -> None:
    path = written(tmp_path, entry("5.00", "CRDT"), tail="</Stmt>")
    with pytest.raises(FaultyInput, match=r"camt\.xml:\d+: no well-formed XML: .* cut off here"):
        load(store, "camt", path)
    assert counts(store) == {}


def test_a_document_type_is_refused(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, entry("5.00", "CRDT"))
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"\?>", '?><!DOCTYPE d [<!ENTITY a "b">]>', text, count=1), "utf-8")
    with pytest.raises(FaultyInput, match="document type"):
        load(store, "camt", path)
