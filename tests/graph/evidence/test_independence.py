"""How many independent sources a record has, and what a weak copy can carry."""

from graph.evidence import Claim, Context, Source, read
from graph.ontology import EDGE_KINDS
from tests.graph.evidence.said import said

OWNERSHIP = EDGE_KINDS["Ownership"]


def counted(*claims: Claim, **context: object) -> int:
    """The number of independent sources of an ownership."""
    found = read(OWNERSHIP, claims, Context(**context))  # type: ignore[arg-type]
    assert found is not None
    return found.independent_sources


def source(ident: str, **more: object) -> Source:
    """A source of which only the id matters."""
    return Source.model_validate({"id": ident, "title": "t", "publisher": "p", **more})


def test_a_person_his_company_and_its_releases_are_one_voice() -> None:
    voices = {"org.fund": "per.head", "org.releases": "org.fund"}
    claims = [said(f"c{one}", "statement", by) for one, by in
              enumerate(["per.head", "org.fund", "org.releases", "org.paper"])]  # fmt: skip
    assert counted(*claims, voices=voices) == 2
    assert counted(*claims) == 4


def test_voices_that_speak_for_each_other_end() -> None:
    assert Context(voices={"a": "b", "b": "a"}).voice("a") in {"a", "b"}


def test_five_papers_that_quote_one_indictment_are_one() -> None:
    papers = {f"m.S{one}": source(f"m.S{one}", derives_from=["m.S9"]) for one in range(1, 6)}
    claims = [said(f"c{one}", "statement", None, cites=f"m.S{one}") for one in range(1, 6)]
    assert counted(*claims, sources={**papers, "m.S9": source("m.S9")}) == 1
    assert counted(*claims) == 5


def test_a_source_with_two_roots_counts_both() -> None:
    sources = {"m.S1": source("m.S1", derives_from=["m.S2", "m.S3"])}
    assert counted(said("c1", "statement", None), sources=sources) == 2


def test_denials_and_claims_taken_back_are_not_counted() -> None:
    back = {"on": "2012", "by": "org.b", "cites": "m.S2"}
    assert (
        counted(
            said("c1", "statement", "org.a"),
            said("c2", "statement", "org.b", taken_back=back),
            said("c3", "statement", "org.c", stance="denies"),
        )
        == 1
    )


def test_a_weak_copy_lifts_nothing_above_asserted_or_alleged() -> None:
    weak = {"m.S1": source("m.S1", weak=True)}

    def standing(kind: str, *claims: Claim) -> str | None:
        found = read(EDGE_KINDS[kind], claims, Context(sources=weak))
        return found.standing if found else None

    assert standing("Ownership", said("c1", "record")) == "asserted"
    assert standing("Accusation", said("c1", "conviction")) == "alleged"
    beside = said("c2", "document", cites="m.S2")
    assert standing("Ownership", said("c1", "record"), beside) == "documented"


def test_an_inference_beside_a_statement_is_not_inferred() -> None:
    found = read(OWNERSHIP, [said("c1", "inference"), said("c2", "statement")], Context())
    assert found is not None
    assert (found.inferred, found.tier) == (False, 1)
