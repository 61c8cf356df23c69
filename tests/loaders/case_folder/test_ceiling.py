"""What lies above the ceiling is as if never read, and takes with it what rests on it."""

from pathlib import Path

from graph.evidence import Gap, Source
from graph.ontology import Payment
from graph.ontology.edges.identity import Identity
from loaders.case_folder.loader import Case, read_case
from tests.loaders.folders import ACCUSING, CASE, swap, write

SEALED = swap(CASE, "title: Indictment", "title: Indictment\n  sensitivity: sealed")


def read(tmp_path: Path, text: str, ceiling: str = "case") -> Case:
    return read_case(write(tmp_path, case=text), ceiling)  # type: ignore[arg-type]


def claims_of(case: Case) -> set[str]:
    return {one.id for claims in case.claims.values() for one in claims}


def test_below_its_ceiling_a_case_is_whole(tmp_path: Path) -> None:
    case = read(tmp_path, SEALED, "sealed")
    assert case.hidden == 0
    assert {"pay.one", "evt.theft", "acu.ann", "s.charge"} <= case.records.keys()


def test_what_rests_on_a_sealed_source_alone_is_left_out(tmp_path: Path) -> None:
    """The event, the payment and the accusation do; the denial has nothing left to deny."""
    case = read(tmp_path, SEALED)
    assert case.records.keys() == {"s.register", "s.reply", "per.ann", "org.shell", "org.bank"}
    assert claims_of(case) == {"per.ann.c1", "org.shell.c1", "org.bank.c1"}
    assert case.hidden == 3
    assert case.unaccused == ()


def test_an_edge_falls_with_one_of_its_ends(tmp_path: Path) -> None:
    """The payment is in the indictment, which may be read; the register may not."""
    text = swap(CASE, "title: Register", "title: Register\n  sensitivity: sealed")
    assert read(tmp_path, text).records.keys() == {"s.charge", "s.reply", "evt.theft"}


def test_a_record_stays_while_one_claim_keeps_it(tmp_path: Path) -> None:
    more = "    - {id: pay.one.c4, kind: statement, by: per.ann, cites: s.reply, at: p. 2}\n"
    text = swap(SEALED, "- id: acu.ann\n", more + "- id: acu.ann\n")
    case = read(tmp_path, text)
    assert "pay.one" in case.records
    assert claims_of(case) & {"pay.one.c1", "pay.one.c2", "pay.one.c3", "pay.one.c4"} == {
        "pay.one.c4"
    }


def test_an_accusation_that_nobody_makes_any_more_goes_with_its_denials(tmp_path: Path) -> None:
    case = read(tmp_path, swap(CASE, ACCUSING, ""))
    assert case.unaccused == ("acu.ann",)
    assert "acu.ann" not in case.records
    assert "acu.ann.c2" not in claims_of(case)


def test_a_conduct_field_goes_with_its_last_accuser_and_the_payment_stays(tmp_path: Path) -> None:
    """A denial of where the money came from accuses nobody by itself."""
    field = (
        "    - {id: pay.one.c4, kind: allegation, stance: denies, field: proceeds_of,\n"
        "       value: evt.theft, by: per.ann, cites: s.reply, at: p. 2}\n"
    )
    case = read(tmp_path, swap(CASE, "- id: acu.ann\n", field + "- id: acu.ann\n"))
    assert "pay.one" in case.records
    assert "pay.one.c4" not in claims_of(case)


def test_ids_of_what_fell_are_taken_out_of_what_stays(tmp_path: Path) -> None:
    """A payment that may be read does not say which sealed one it overlaps."""
    more = """\
- id: pay.two
  kind: Payment
  source: org.bank
  target: org.shell
  overlaps: pay.one
  claims: [{id: pay.two.c1, kind: document, cites: s.reply, at: p. 3}]
- id: idn.shell
  kind: Identity
  source: org.shell
  target: org.bank
  gap: gap.one
  claims: [{id: idn.shell.c1, kind: inference, by: E, note: N, cites: s.reply, at: p. 3}]
- {id: gap.one, kind: Gap, upstream: pay.one, why: W, join: none, by: E, cites: s.charge}
- {id: gap.two, kind: Gap, upstream: pay.one, downstream: pay.two, why: W, join: none, by: E}
- {id: s.copy, kind: Source, title: T, publisher: P, copy_of: s.charge, derives_from: s.charge}
"""
    whole = read(tmp_path, SEALED + more, "sealed").records
    assert isinstance(whole["pay.two"], Payment)
    assert whole["pay.two"].overlaps == ("pay.one",)
    assert {"gap.one", "gap.two"} <= whole.keys()
    left = read(tmp_path, SEALED + more).records
    payment, identity, gap, copy = (
        left[one] for one in ("pay.two", "idn.shell", "gap.two", "s.copy")
    )
    assert isinstance(payment, Payment)
    assert isinstance(identity, Identity)
    assert isinstance(gap, Gap)
    assert isinstance(copy, Source)
    assert payment.overlaps == ()
    assert "gap.one" not in left
    assert identity.gap is None
    assert (gap.upstream, gap.downstream) == ((), ("pay.two",))
    assert copy.derives_from == ()
    assert copy.copy_of == "an original that is not in this store"


def test_a_claim_whose_taking_back_is_sealed_is_left_out(tmp_path: Path) -> None:
    """Left standing, it would say what its author no longer says."""
    text = swap(
        SEALED,
        "{id: org.bank.c1, kind: record, cites: s.register, at: row 3}",
        "{id: org.bank.c1, kind: record, cites: s.register, at: row 3},\n"
        "    {id: org.bank.c2, kind: statement, cites: s.reply, at: p. 1,\n"
        "     taken_back: {on: 2017, by: Ann, cites: s.charge}}",
    )
    assert "org.bank.c2" in claims_of(read(tmp_path, text, "sealed"))
    assert "org.bank.c2" not in claims_of(read(tmp_path, text))


def test_whoever_is_above_the_ceiling_is_named_in_words(tmp_path: Path) -> None:
    """What the public source quotes stays; there is no record of the speaker to point at."""
    text = swap(
        SEALED,
        "{id: org.bank.c1, kind: record, cites: s.register, at: row 3}",
        "{id: org.bank.c1, kind: record, by: org.press, cites: s.register, at: row 3}",
    )
    press = (
        "- {id: org.press, kind: Organization, names: The Press,\n"
        "   claims: [{id: org.press.c1, kind: statement, cites: s.charge, at: p. 9}]}\n"
    )
    by = {
        ceiling: read(tmp_path, text + press, ceiling).claims["org.bank"][0].by
        for ceiling in ("sealed", "case")
    }
    assert by == {"sealed": "org.press", "case": "The Press"}


def test_an_outcome_goes_with_the_claims_it_acts_on(tmp_path: Path) -> None:
    more = (
        "    - {id: acu.ann.c3, kind: allegation, by: Bob, cites: s.register, at: p. 1}\n"
        "    - {id: acu.ann.c4, kind: outcome, value: closed, acts_on: acu.ann.c1,\n"
        "       cites: s.register, at: p. 1}\n"
        "    - {id: acu.ann.c5, kind: outcome, value: closed, acts_on: [acu.ann.c1, acu.ann.c3],\n"
        "       cites: s.register, at: p. 1}\n"
    )
    text = SEALED.replace("cites: s.charge, at: page 1", "cites: s.register, at: page 1")
    kept = {one.id: one.acts_on for one in read(tmp_path, text + more).claims["acu.ann"]}
    assert kept == {"acu.ann.c2": (), "acu.ann.c3": (), "acu.ann.c5": ("acu.ann.c3",)}
