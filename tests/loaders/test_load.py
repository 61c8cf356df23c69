"""Loading into a real store: a case all at once, a table batch by batch."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from graph.errors import Fault, FaultyInput
from graph.evidence import Claim, ClaimKind, Source
from graph.ontology import Company, Payment
from graph.store import Store
from graph.stores.opening import open_store
from loaders.load import Progress, load_case, load_table
from loaders.loader import Card, Entry, Loader, Range
from loaders.rows import Row, Table
from tests.loaders.folders import ACCUSING, CASE, swap, write


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "clew.db")
    yield opened
    opened.close()


def snapshot(store: Store) -> str:
    with store.read() as reader:
        return reader.snapshot()


# ------------------------------------------------------------------------------------ case folders


def test_a_case_is_loaded_whole_and_again_without_a_change(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "case", case=CASE)
    first = load_case(store, folder)
    assert (first.added, first.changed, first.unchanged) == (18, 0, 0)  # 9 records, 9 claims
    before = snapshot(store)
    again = load_case(store, folder)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 18)
    assert snapshot(store) == before


def test_what_changed_is_reported_by_id(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "case", case=CASE)
    load_case(store, folder)
    text = swap(CASE, "names: Bank", "names: The Bank")
    text = swap(
        text, "    - {id: pay.one.c3, kind: document, field: date, value: 2008-02, cites: s.charge,"
        " at: page 2}\n", ""
    )  # fmt: skip
    report = load_case(store, write(folder, case=text))
    assert report.ids["changed"] == ["org.bank"]
    assert report.ids["withdrawn"] == ["pay.one.c3"]
    assert (report.added, report.unchanged, report.removed) == (0, 16, 0)
    assert "changed: org.bank" in report.describe()
    assert "withdrawn: pay.one.c3" in report.describe()


def test_a_folder_that_did_not_change_is_not_loaded_again(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "case", case=CASE)
    assert load_case(store, folder, if_changed=True).refreshed
    up_to_date = load_case(store, folder, if_changed=True)
    assert not up_to_date.refreshed
    assert up_to_date.describe() == "small: up to date, nothing has changed."
    write(folder, case=swap(CASE, "names: Bank", "names: The Bank"))
    assert load_case(store, folder, if_changed=True).ids["changed"] == ["org.bank"]
    # The same folder under another ceiling is another input.
    assert load_case(store, folder, "public", if_changed=True).refreshed


def test_a_broken_folder_leaves_the_store_as_it_was(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "case", case=CASE)
    load_case(store, folder)
    before = snapshot(store)
    broken = swap(swap(CASE, "names: Bank", "names: The Bank"), "value: 2008-02", "value: 2008-13")
    with pytest.raises(FaultyInput) as caught:
        load_case(store, write(folder, case=broken))
    assert len(caught.value.faults) == 1
    assert snapshot(store) == before
    with store.read() as reader:
        assert all(load.finished for load in reader.loads())
        assert reader.nodes(["org.bank"])["org.bank"]["names"][0]["text"] == "Bank"


def test_without_its_accuser_an_accusation_goes_with_its_denials(
    store: Store, tmp_path: Path
) -> None:
    """The report says so, the change log shows it, and the next load has nothing left to do."""
    folder = write(tmp_path / "case", case=CASE)
    load_case(store, folder)
    with store.read() as reader:
        since = reader.revision(reader.snapshot())
        assert reader.edges(["acu.ann"])
    write(folder, case=swap(CASE, ACCUSING, ""))
    report = load_case(store, folder)
    assert report.unaccused == ("acu.ann",)
    assert report.ids["removed"] == ["acu.ann"]
    assert sorted(report.ids["withdrawn"]) == ["acu.ann.c1", "acu.ann.c2"]
    assert report.describe().splitlines()[1:] == [
        "  withdrawn: acu.ann.c1, acu.ann.c2",
        "  removed: acu.ann",
        "  left out with their denials, since nobody accuses any more: acu.ann",
    ]
    with store.read() as reader:
        assert not reader.edges(["acu.ann"])
        assert not reader.claims(["acu.ann"]).get("acu.ann")
        assert since is not None
        changes, _ = reader.changes(since, 10)
        assert {(one.what, one.id) for one in changes} == {
            ("removed", "acu.ann"), ("withdrawn", "acu.ann.c1"), ("withdrawn", "acu.ann.c2"),
        }  # fmt: skip
    before = snapshot(store)
    again = load_case(store, folder)
    assert (again.added, again.removed, again.withdrawn) == (0, 0, 0)
    assert snapshot(store) == before


def test_the_ceiling_is_kept_with_the_load(store: Store, tmp_path: Path) -> None:
    text = swap(CASE, "title: Indictment", "title: Indictment\n  sensitivity: case")
    report = load_case(store, write(tmp_path / "case", case=text), "public")
    assert report.hidden == 3
    with store.read() as reader:
        (load,) = reader.loads()
        assert load.card["ceiling"] == "public"
        assert not reader.edges(["pay.one"])
        assert not reader.sources(["s.charge"])


# ------------------------------------------------------------------------------------------ tables


class Payments(Loader):
    """A table of who paid whom."""

    card = Card(id="wires", title="Wires", publisher="T", licence="MIT", recorded_at="2026-11-24")

    def read(self, path: Path) -> Iterator[Entry | Fault]:
        self.table = Table(path, needs=["id", "payer", "payee", "amount"])
        for row in self.table.rows():
            yield row if isinstance(row, Fault) else self._entry(row)

    def unused(self) -> tuple[str, ...]:
        return self.table.unused

    def _entry(self, row: Row) -> Entry | Fault:
        if row["payer"] == "":
            return row.fault("nobody pays", "payer")
        source = Source(id="s.wires", title="Wires", publisher="T", dataset="wires")
        entry = Entry(row.line, [source])
        for party in (row["payer"], row["payee"]):
            company = Company.model_validate({"id": party, "names": party})
            entry.records.extend([company, self._claim(party, row.line)])
        payment = Payment(id=row["id"], source=row["payer"], target=row["payee"])
        amount = self._claim(row["id"], row.line, field="amount", value=row["amount"])
        entry.records.extend([payment, self._claim(row["id"], row.line), amount])
        return entry

    def _claim(self, about: str, line: int, **said: str) -> Claim:
        ident = f"{about}.{said.get('field', 'whole')}"
        return Claim(
            id=ident, about=about, kind=ClaimKind.RECORD, cites="s.wires",
            at="row" if not said else f"row {line}", **said,
        )  # fmt: skip


class Excerpt(Payments):
    """The same, as a part of the whole."""

    card = Payments.card.model_copy(update={"excerpt": True})


class Expecting(Payments):
    """The same, of which there should be three payments or more."""

    expects = {"Payment": Range(3)}  # noqa: RUF012


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["id,payer,payee,amount,branch", *rows]) + "\n", encoding="utf-8")
    return path


THREE = ("p.1,org.a,org.b,5 USD,x", "p.2,org.b,org.c,6 USD,x", "p.3,org.c,org.d,7 USD,x")


def payments(store: Store) -> set[str]:
    with store.read() as reader:
        return set(reader.edges(["p.1", "p.2", "p.3"]))


def test_a_table_is_committed_batch_by_batch(store: Store, tmp_path: Path) -> None:
    """At each progress line the rows counted are there for every other reader."""
    seen: list[tuple[int, int]] = []

    def look(progress: Progress) -> None:
        seen.append((progress.rows, len(payments(store))))

    report = load_table(store, Payments(), table(tmp_path / "t.csv", *THREE), look, batch=2)
    assert seen == [(2, 2), (3, 3)]
    assert report.rows == 3
    assert report.unused == ("branch",)
    with store.read() as reader:
        assert [load.finished for load in reader.loads()] == [True]
        edge = reader.edges(["p.1"])["p.1"]
        assert (edge["amount"]["min"], edge["amount"]["currency"]) == ("5.00", "USD")


def test_a_load_that_breaks_off_keeps_its_batches_and_says_so_until_repeated(
    store: Store, tmp_path: Path
) -> None:
    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    path = table(tmp_path / "t.csv", *THREE)
    with suppress(KeyboardInterrupt):
        load_table(store, Payments(), path, stop, batch=2)
    assert payments(store) == {"p.1", "p.2"}
    with store.read() as reader:
        assert [load.finished for load in reader.loads()] == [False]
    load_table(store, Payments(), path, batch=2)
    assert payments(store) == {"p.1", "p.2", "p.3"}
    with store.read() as reader:
        assert [load.finished for load in reader.loads()] == [True]


def test_rows_that_are_gone_from_a_table_are_taken_away(store: Store, tmp_path: Path) -> None:
    load_table(store, Payments(), table(tmp_path / "t.csv", *THREE))
    report = load_table(store, Payments(), table(tmp_path / "t.csv", *THREE[:2]))
    assert payments(store) == {"p.1", "p.2"}
    assert sorted(report.ids["removed"]) == ["org.d", "p.3"]
    assert not report.spared


@pytest.mark.parametrize(
    ("loader", "rows", "why"),
    [
        (Excerpt(), THREE[:2], "this is an excerpt"),
        (Payments(), (*THREE[:2], "p.3,,org.d,7 USD,x"), "some rows are faulty"),
        (Expecting(), THREE[:2], "the numbers are not as expected"),
    ],
)
def test_what_may_still_be_there_is_not_taken_away(
    store: Store, tmp_path: Path, loader: Loader, rows: tuple[str, ...], why: str
) -> None:
    load_table(store, Payments(), table(tmp_path / "t.csv", *THREE))
    report = load_table(store, loader, table(tmp_path / "t.csv", *rows))
    assert payments(store) == {"p.1", "p.2", "p.3"}
    assert report.spared == why
    assert f"nothing was taken away, since {why}" in report.describe()


def test_faulty_rows_are_left_out_with_line_and_value(store: Store, tmp_path: Path) -> None:
    rows = ("p.1,,org.b,5 USD,x", THREE[1], "p.3,org.c", "p.4,org.c,org.d,-7 USD,x")
    report = load_table(store, Payments(), table(tmp_path / "t.csv", *rows))
    assert payments(store) == {"p.2"}
    assert (report.rows, report.faulty) == (4, 3)
    assert [str(one)[:42] for one in report.faults] == [
        "t.csv:2: payer '': nobody pays",
        "t.csv:4: 2 cells under 5 columns",
        "t.csv:5: p.4.amount: amount: '-7 USD' is n",
    ]


def test_strict_writes_nothing_where_a_row_is_faulty(store: Store, tmp_path: Path) -> None:
    before = snapshot(store)
    with pytest.raises(FaultyInput) as caught:
        load_table(
            store, Payments(), table(tmp_path / "t.csv", *THREE, "p.4,,org.b,1 USD,x"), strict=True
        )
    assert [fault.line for fault in caught.value.faults] == [5]
    assert snapshot(store) == before
    with store.read() as reader:
        assert not reader.loads()


def test_numbers_that_are_not_as_expected_are_said(store: Store, tmp_path: Path) -> None:
    report = load_table(store, Expecting(), table(tmp_path / "t.csv", *THREE[:2]))
    assert report.unexpected == ["2 of kind Payment, where at least 3 are expected"]
    assert not load_table(store, Expecting(), table(tmp_path / "t.csv", *THREE)).unexpected


class Careless(Payments):
    """A loader that gets the evidence wrong."""

    def _entry(self, row: Row) -> Entry | Fault:
        company = Company.model_validate({"id": row["payer"], "names": row["payer"]})
        said = {
            "accused": Claim(
                id=f"{company.id}.c", about=company.id, kind=ClaimKind.CHARGE, cites="s", at="p"
            ),
            "unclaimed": Claim(
                id=f"{company.id}.c", about=company.id, kind=ClaimKind.RECORD, cites="s", at="p",
                field="summary", value="A company.",
            ),
            "colour": Claim(
                id=f"{company.id}.c", about=company.id, kind=ClaimKind.RECORD, cites="s", at="p",
                field="colour", value="red",
            ),
        }  # fmt: skip
        return Entry(row.line, [company, said[row["id"]]])


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("accused", "a claim of kind charge does not stand on the ladder of fact"),
        ("unclaimed", "no claim is about it as a whole"),
        ("colour", "no claim can give a Company a 'colour'"),
    ],
)
def test_evidence_that_cannot_be_is_a_fault_of_its_row(
    store: Store, tmp_path: Path, case: str, said: str
) -> None:
    report = load_table(store, Careless(), table(tmp_path / "t.csv", f"{case},org.a,org.b,1 USD,x"))
    assert report.faulty == 1
    assert any(fault.line == 2 and said in fault.detail for fault in report.faults)
