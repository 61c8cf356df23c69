"""One item of a case file becomes a record with its claims."""

from graph.evidence import Claim, ClaimKind, Gap, Source, Stance
from graph.ontology import Company
from loaders.case_folder.records import Draft, draft
from loaders.case_folder.yaml_lines import read_items


def made(text: str) -> Draft:
    items, faults = read_items(text.encode(), "x.yaml", "list")
    assert not faults
    found = draft(items[0], "x.yaml", "small", "2026-11-24")
    assert not found.faults, found.faults
    return found


def claims(text: str) -> list[Claim]:
    head = "- id: pay.a\n  kind: Payment\n  source: org.a\n  target: org.b\n  claims:\n    - "
    return list(made(head + text).claims.values())


def test_a_claim_knows_its_record_its_dataset_and_its_day() -> None:
    (claim,) = claims("{id: pay.a.c1, kind: document, cites: s.a, at: p. 1}")
    assert claim == Claim(
        id="pay.a.c1", about="pay.a", kind=ClaimKind.DOCUMENT, cites="s.a", at="p. 1",
        dataset="small", recorded_at="2026-11-24",
    )  # fmt: skip


def test_a_source_and_a_gap_know_their_dataset() -> None:
    source = made("- {id: s.a, kind: Source, title: A, publisher: B, weak: true}").record
    assert source == Source(id="s.a", title="A", publisher="B", weak=True, dataset="small")
    gap = made("- {id: gap.a, kind: Gap, upstream: pay.a, why: W, join: none, by: E}").record
    assert gap == Gap(
        id="gap.a", upstream=("pay.a",), why="W", join="none", by="E", dataset="small"
    )


def test_values_are_kept_in_their_one_text_form() -> None:
    """So that two claims of one value count as one value."""
    ranges = [
        claims(f"{{id: pay.a.c1, kind: document, field: amount, value: '{text}', cites: s, at: p}}")
        for text in ("5..9 USD", " 5 ..  9   USD ")
    ]
    assert [one.value for (one,) in ranges] == ["5.00..9.00 USD"] * 2


def test_true_and_false_are_read_as_such() -> None:
    record = made(
        "- {id: org.a, kind: Company, names: A, collective: true, unnamed: false, claims: []}"
    ).record
    assert isinstance(record, Company)
    assert (record.collective, record.unnamed) == (True, False)


def test_a_denial_need_not_name_the_value_that_it_denies() -> None:
    (claim,) = claims(
        "{id: pay.a.c1, kind: statement, stance: denies, field: date, cites: s, at: p}"
    )
    assert (claim.stance, claim.value) == (Stance.DENIES, None)


def test_what_was_taken_back_keeps_when_and_by_whom() -> None:
    (claim,) = claims(
        "{id: pay.a.c1, kind: statement, cites: s, at: p,\n"
        "       taken_back: {on: 2017-05, by: Ann, cites: s.b, at: p. 3}}"
    )
    assert claim.taken_back is not None
    assert claim.taken_back.on.text == "2017-05"


def faults(text: str) -> list[tuple[int, str]]:
    items, _ = read_items(text.encode(), "x.yaml", "list")
    return [(one.line, one.detail) for one in draft(items[0], "x.yaml", "d", "2026-11-24").faults]


def test_an_item_that_is_no_record_is_a_fault() -> None:
    assert faults("- just words")[0][0] == 1
    assert "`kind` is missing" in faults("- {id: a}")[0][1]
    assert (
        "takes no claims"
        in faults("- {id: a, kind: Source, title: T, publisher: P, claims: []}")[0][1]
    )


def test_an_id_that_is_none_is_said_once() -> None:
    """The claims below it are not to blame."""
    found = faults(
        "- id: per.Ёлка\n  kind: Person\n  names: A\n"
        "  claims: [{id: per.elka.c1, kind: record, cites: s.a, at: row 1}]\n"
    )
    assert [line for line, _ in found] == [1]


def test_every_fault_of_a_record_is_found_in_one_go() -> None:
    found = faults(
        "- id: pay.a\n  kind: Payment\n  source: org.a\n  granularity: both\n  colour: red\n"
        "  claims:\n    - {id: pay.a.c1, kind: rumour, cites: s.a}\n    - words\n"
    )
    assert sorted(line for line, _ in found) == [1, 4, 5, 7, 7, 8]
