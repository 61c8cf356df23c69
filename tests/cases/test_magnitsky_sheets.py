"""The case against the fact sheets and tables that it was written from: nothing more, nothing less.

The sheets are read from ../shared; without it these tests report that they were not run.
"""

import re
from collections import Counter

import pytest

from graph.evidence import Source
from graph.ontology import Amount, DateInterval
from tests.cases.magnitsky import TWINS, Known, sheet, sources_of, table

_SOURCE = re.compile(r"\b[mp]\.S\d+b?\b")
_NOT_TO_BE_USED = {"m.S96"}  # money sheet, sections 1 and 8


def _cited() -> set[str]:
    """What stands outside the source tables of both sheets, or in a CSV file."""
    found: set[str] = set()
    for name in ("money_trail.md", "people_courts_sanctions.md"):
        head, _, rest = sheet(name).partition("\n## 1. Sources")
        body = head + rest.partition("\n## 2.")[2]
        lines = [line for line in body.splitlines() if not line.startswith("| never cited")]
        found |= set(_SOURCE.findall("\n".join(lines)))
    for name in ("transfers.csv", "designations.csv"):
        found |= set(_SOURCE.findall(sheet(name)))
    return {TWINS.get(one, one) for one in found}


def test_every_source_cited_in_the_sheets_stands_once_and_supports_something(known: Known) -> None:
    cited = _cited()
    assert len(cited) == 289  # money sheet, section 10: distinct documents, after merging
    stand = {one.id for one in known.of(Source)}
    used = {one.cites for one in known.claims()}
    assert cited <= stand
    assert cited <= used
    assert used <= cited, "a claim rests on a source that the sheets cite nowhere"


def test_one_document_is_one_source(known: Known) -> None:
    """Section 1.1 of both sheets: the twin in the people sheet is left out."""
    stand = {one.id for one in known.of(Source)}
    assert not stand & set(TWINS)
    assert set(TWINS.values()) <= stand
    urls = Counter(one.url for one in known.of(Source) if one.url)
    assert {url: number for url, number in urls.items() if number > 1} == {}


def test_what_the_sheets_forbid_is_not_cited_and_not_there(known: Known) -> None:
    stand = {one.id for one in known.of(Source)}
    assert not stand & _NOT_TO_BE_USED
    assert any("not to be used" in cells[-1] for cells in sources_of("money_trail.md").values())


@pytest.mark.parametrize("name", ["money_trail.md", "people_courts_sanctions.md"])
def test_titles_publishers_and_weak_copies_are_those_of_the_sheets(known: Known, name: str) -> None:
    sources = {one.id: one for one in known.of(Source)}
    for ident, cells in sources_of(name).items():
        if ident in TWINS or ident in _NOT_TO_BE_USED:
            continue
        source = sources[ident]
        assert source.title.replace('"', "") == cells[1].replace('"', ""), ident
        assert source.publisher == cells[2], ident
        assert source.weak == ("never as sole support" in cells[7]), ident


def test_every_row_of_the_transfers_stands_in_its_kind(known: Known) -> None:
    """What moved is a Payment, what is owed an Obligation, what was stopped a Restraint."""
    kinds = {"debt": "Obligation", "outcome": "Obligation", "release": "Obligation",
             "restraint": "Restraint"}  # fmt: skip
    rows = table("transfers.csv")
    assert len(rows) == 80
    for row in rows:
        record = known.row(row["id"])
        kind = kinds.get(row["role"], "Payment")
        if row["matter"] == "other" or set(row["overlaps"].split(";")) & {"T075", "T076", "T077"}:
            kind = "Obligation"  # a debt aside from the case; parts of what a court ordered
        assert record.kind == kind, row["id"]
        assert record.granularity == row["granularity"], row["id"]
        overlaps = {one.rpartition(".")[2].upper() for one in record.overlaps}
        assert overlaps == set(filter(None, row["overlaps"].split(";"))) - {"unspecified"}
        assert record.aside == (row["matter"] == "other"), row["id"]


def test_amounts_and_dates_are_those_of_the_transfers(known: Known) -> None:
    """The shown value is the row's, as precise as the row; no row has an amount of its own."""
    for row in table("transfers.csv"):
        record = known.row(row["id"])
        fields = known.readings[record.id].fields
        shown = fields["amount"].values[0].value if "amount" in fields else None
        amount = Amount.model_validate(shown) if shown else getattr(record, "amount", None)
        if not row["amount"]:
            assert amount is None, row["id"]
        else:
            assert amount is not None, row["id"]
            assert float(row["amount"]) in {float(amount.min or -1), float(amount.max or -1)}
            assert amount.currency == row["currency"], row["id"]
            about = re.search(r"\[approx|\[almost|\[just over", row["purpose"])
            assert not about or amount.precision == "about", row["id"]
            assert "[at least" not in row["purpose"] or amount.precision == "at_least", row["id"]
        if row["date"] and record.kind == "Payment":
            dated = DateInterval.model_validate(fields["date"].values[0].value)
            asked = DateInterval.model_validate(
                f"../{row['date']}" if row["date_precision"] == "not after" else row["date"]
            )
            assert (dated.first, dated.last) == (asked.first, asked.last), row["id"]
        elif record.kind == "Payment":
            assert "date" not in fields, row["id"]


def test_several_parties_of_one_amount_are_one_node(known: Known) -> None:
    """Columns collective_payer, collective_payee: one collective node, never several edges."""
    for row in table("transfers.csv"):
        record = known.row(row["id"])
        if record.kind == "Restraint":
            continue  # what was stopped has no payee; the source is the authority
        ends = {"payer": record.source, "payee": record.target}
        for end, ident in ends.items():
            if row[f"collective_{end}"] == "true":
                assert known.one(ident).collective, (row["id"], ident)


def test_unnamed_parties_are_a_new_node_for_each_row(known: Known) -> None:
    """payer_key and payee_key: the same key is the same node, and nothing else is."""
    nodes: dict[str, set[str]] = {}
    for row in table("transfers.csv"):
        record = known.row(row["id"])
        if record.kind != "Restraint":
            nodes.setdefault(row["payer_key"], set()).add(record.source)
            nodes.setdefault(row["payee_key"], set()).add(record.target)
    assert all(len(found) == 1 for found in nodes.values())
    shared = Counter(node for found in nodes.values() for node in found)
    assert {node for node, number in shared.items() if number > 1} == set()


def test_every_designation_is_there_with_its_date_reference_and_reason(known: Known) -> None:
    rows = table("designations.csv")
    assert len(rows) == 129
    for row in rows:
        ident = "des." + row["id"].lower()
        record = known.one(ident)
        fields = known.readings[ident].fields
        listed = [record.listed.text] if record.listed else []
        listed += known.values(ident, "listed") if "listed" in fields else []
        dated = row["date"] not in {"", "not read"}
        assert listed == ([row["date"]] if dated else []), ident
        assert (record.list_reference or "not read") == (row["list_ref"] or "not read"), ident
        assert record.aside == (row["case_linked"] == "false"), ident
        reasons = [one.value for one in fields["reason"].values] if "reason" in fields else []
        assert reasons == list(filter(None, [row["stated_reason_paraphrase"]])), ident
        official = row["list_source"] not in {"", "list not read"}
        assert known.readings[ident].standing == ("official_record" if official else "asserted")


def test_one_person_of_the_list_is_one_node(known: Known) -> None:
    nodes: dict[str, set[str]] = {}
    for row in table("designations.csv"):
        nodes.setdefault(row["person"], set()).add(known.one("des." + row["id"].lower()).source)
    assert all(len(found) == 1 for found in nodes.values())
    assert len(nodes) == 57  # people sheet, section 13
    assert len({one for found in nodes.values() for one in found}) == 57


def test_birth_dates_are_those_that_a_list_prints(known: Known) -> None:
    """Only where an official list prints them; of the victim and his relatives the year."""
    printed: dict[str, set[str]] = {}
    for row in table("designations.csv"):
        person = known.one("des." + row["id"].lower()).source
        printed.setdefault(person, set()).update(re.findall(r"\d{4}(?:-\d\d-\d\d)?", row["dob"]))
    for person, dates in printed.items():
        record = known.one(person)
        birth = getattr(record, "birth", None)
        fields = known.readings[person].fields
        shown = {birth.text} if birth else set()
        shown |= set(known.values(person, "birth")) if "birth" in fields else set()
        assert not shown or shown <= dates | {"1964-07-19"}, person  # p.S4, section 9: Kratov
    for relative in ("per.nataliya-zharikova", "per.nataliya-magnitskaya", "per.sergei-magnitsky"):
        assert known.one(relative).birth.precision == "year"
