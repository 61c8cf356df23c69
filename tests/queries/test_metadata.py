"""What a store says of itself, and what the ontology says of its kinds."""

from pathlib import Path

from graph.ontology import EDGE_KINDS, NODE_KINDS
from queries.metadata import Metadata
from queries.ontology import Ontology
from tests.queries.worlds import gap, world

TEXT = "per.ann -ACCUSED_OF:acu-> evt.fraud\n a -PAID:p1-> b\n a -PAID:p2-> b"


def test_a_store_says_how_much_it_holds_of_what(tmp_path: Path) -> None:
    with world(tmp_path, TEXT, [gap("gap.g1", "p1", "p2")]) as store:
        with store.write() as writer:
            writer.begin("world", {"title": "A world"})
            writer.finish("world", "d1g3st", whole=False)
        with store.read() as reader:
            answer = Metadata().answer(reader)
            snapshot = reader.snapshot()
    assert answer.counts == {
        "Person": 1, "Company": 2, "Event": 1, "Payment": 2, "Accusation": 1, "Claim": 7,
        "Source": 1, "Gap": 1,
    }  # fmt: skip
    assert answer.snapshot == snapshot
    (dataset,) = answer.datasets
    assert (dataset.id, dataset.finished, dataset.digest) == ("world", True, "d1g3st")
    assert dataset.card["title"] == "A world"
    assert "clew" in answer.versions


def test_every_kind_is_described(tmp_path: Path) -> None:
    with world(tmp_path, TEXT) as store, store.read() as reader:
        answer = Ontology().answer(reader)
    assert [one.kind for one in answer.nodes] == list(NODE_KINDS)
    assert [one.kind for one in answer.edges] == list(EDGE_KINDS)
    assert all(one.description for one in answer.nodes)
    assert all(one.description for one in answer.edges)


def test_a_kind_tells_what_it_joins_and_how_it_may_be_read(tmp_path: Path) -> None:
    """As declared in `graph/ontology/edges/money.py`."""
    with world(tmp_path, TEXT) as store, store.read() as reader:
        answer = Ontology().answer(reader)
    payment = next(one for one in answer.edges if one.kind == "Payment")
    assert (payment.verb, payment.prefix, payment.ladder, payment.symmetric) == (
        "PAID", "pay", "fact", False,
    )  # fmt: skip
    assert payment.source == payment.target == ["LegalEntity", "BankAccount"]
    fields = {one.name: one for one in payment.fields}
    assert (fields["proceeds_of"].ladder, fields["proceeds_of"].claimed) == ("conduct", True)
    assert (fields["purpose"].claimed, fields["purpose"].claimable) == (False, True)
    assert "source" not in fields
    company = next(one for one in answer.nodes if one.kind == "Company")
    assert company.labels == ["Entity", "LegalEntity", "Organization", "Company"]


def test_the_ladders_are_those_of_the_evidence(tmp_path: Path) -> None:
    """The table of evidence, section 3."""
    with world(tmp_path, TEXT) as store, store.read() as reader:
        answer = Ontology().answer(reader)
    conduct = answer.ladders["conduct"]
    assert [one.rung for one in conduct] == [
        "refuted", "alleged", "charged", "admitted", "found", "upheld",
    ]  # fmt: skip
    assert [one.tier for one in conduct] == [0, 1, 1, 2, 3, 3]
    assert conduct[4].claims == ["judgment", "conviction"]
