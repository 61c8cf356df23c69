"""What is wrong with a case folder is said all at once, each thing with its file and line."""

from pathlib import Path

import pytest

from graph.errors import FaultyInput
from loaders.case_folder.loader import read_case
from tests.loaders.folders import CASE, swap, write


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(FaultyInput) as caught:
        read_case(folder)
    return [str(fault) for fault in caught.value.faults]


def the_fault(folder: Path, text: str) -> str:
    """The only fault of a folder with this case."""
    (found,) = faults_of(write(folder, case=text))
    return found


def test_the_case_that_all_these_tests_break_is_sound(tmp_path: Path) -> None:
    case = read_case(write(tmp_path / "case", case=CASE))
    assert len(case.records) == 9
    assert sum(map(len, case.claims.values())) == 9


BROKEN = [
    # what is changed, into what, what is said of it (and on the changed line)
    ("source: org.bank", "source: org.bnak", "`source` 'org.bnak' is defined nowhere"),
    ("cites: s.reply", "cites: s.gone", "`cites` 's.gone' is defined nowhere"),
    ("value: 2008-02", "value: 2008-13", "'2008-13' is not a date: month must be in 1..12"),
    ("value: 10.5 USD", "value: -10.5 USD", "'-10.5 USD' is not an amount"),
    ("value: 10.5 USD", "value: 10.555 USD", "is finer than the minor unit of USD"),
    ("jurisdiction: CY", "jurisdiction: no", "'no' is not an ISO 3166-1 alpha-2 country code"),
    ("kind: charge,", "kind: statement,", "Accusation is conduct, which no statement carries"),
    ("pay.one.c1, kind: document", "pay.one.c1, kind: charge", "is a matter of fact"),
    ("role: organiser", "role: villain", "`role` is 'villain'; allowed are 'organiser', 'perp"),
    ("role: organiser", "rôle: organiser", "there is no `rôle` here (did you mean 'role'?)"),
    ("kind: Event", "kind: Evnt", "'Evnt' is no kind (did you mean 'Event'?)"),
    ("by: per.ann", "by: per.anna", "`by` 'per.anna' is defined nowhere"),
    ("by: per.ann", "by: pay.one", "`by` 'pay.one' is a Payment, which is no party"),
    ("cites: s.reply", "cites: per.ann", "`cites` 'per.ann' is a Person, which is no Source"),
    ("target: evt.theft", "target: org.shell", "`target` 'org.shell' is a Company; it is (:Lega"),
    ("{id: acu.ann.c2", "{id: ann.c2", "the claim 'ann.c2' should be called acu.ann.…"),
    ("field: amount", "field: amuont", "no claim can give a Payment a 'amuont' (did you mean"),
    ("at: p. 1", "at: ''", "`at`: it is empty"),
    ("at: page 3", "att: page 3", "`at` is missing"),
    ("target: org.shell", "target: org.shell\n  amount: 5 USD", "`amount` is given by a claim"),
    ("target: org.shell", "target: org.shell\n  held: certain", "`held` is computed and never wr"),
    ("at: row 1}", "at: row 1, dataset: x}", "`dataset` is filled in when the case is loaded"),
    ("names: Bank", "names: Bank\n  collective: no", "collective is 'no'; write true or false"),
    ("names: Bank", "names: Bank\n  founded: {earliest: '2008'}", "is written as a text here"),
    ("names: Bank", "names: Bank\n  speaks_for: org.bank", "`speaks_for` names the record itse"),
    ("title: Register", "title: R\n  copy_of: s.gone", "`copy_of` 's.gone' is defined nowhere"),
    ("title: Register", "title: R\n  derives_from: org.bank", "a Company, which is no Source"),
    ("names: Bank", "names: Bank\n  formerly: org.shell", "'org.shell' is in use, so it is no e"),
]


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_each_thing_that_is_wrong_is_named_on_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    broken = swap(CASE, old, new)
    found = faults_of(write(tmp_path / "case", case=broken))
    line = CASE[: CASE.index(old)].count("\n") + 1 + new.count("\n")
    assert any(f"case.yaml:{line}: " in fault and said in fault for fault in found), found


def test_everything_is_listed_at_once_each_with_its_file_and_line(tmp_path: Path) -> None:
    """The ten faults that a folder is most likely to have, in one folder."""
    record = (
        "- id: {id}\n  kind: Company\n  names: X\n  {more}\n"
        "  claims: [{{id: {id}.c1, kind: record, cites: {cites}, at: row 1}}]\n"
    )
    payment = (
        "- id: {id}\n  kind: Payment\n  source: org.bank\n  target: {target}\n  claims:\n"
        "    - {{id: {id}.c1, kind: document, cites: s.charge, at: p. 1}}\n"
        "    - {{id: {id}.c2, kind: document, field: {field}, value: {value}, cites: s.charge,\n"
        "       at: p. 1}}\n"
    )
    folder = write(
        tmp_path / "case",
        a_sound=CASE,
        b_dangling=payment.format(id="pay.b", target="org.gone", field="date", value="2008"),
        c_source=record.format(id="org.c", cites="s.gone", more="summary: C"),
        d_month=payment.format(id="pay.d", target="org.shell", field="date", value="2008-13"),
        e_amount=payment.format(id="pay.e", target="org.shell", field="amount", value="-1 USD"),
        f_twice=record.format(id="org.bank", cites="s.register", more="summary: again"),
        g_key=record.format(id="org.g", cites="s.register", more="names: Y"),
        h_yaml="- id: org.h\n  kind: [Company\n",
        i_country=record.format(id="org.i", cites="s.register", more="jurisdiction: no"),
        k_conduct="- id: acu.k\n  kind: Accusation\n  source: per.ann\n  target: evt.theft\n"
        "  claims: [{id: acu.k.c1, kind: document, cites: s.charge, at: p. 1}]\n",
    )
    (folder / "j_long.yaml").write_bytes(b"- id: org.j" + b"j" * 50_000_000)
    found = faults_of(folder)
    expected = [
        ("b_dangling.yaml:4:", "'org.gone' is defined nowhere"),
        ("c_source.yaml:5:", "'s.gone' is defined nowhere"),
        ("d_month.yaml:7:", "month must be in 1..12"),
        ("e_amount.yaml:7:", "never negative"),
        ("f_twice.yaml:1:", "the id 'org.bank' is taken already, in a_sound.yaml:22"),
        ("f_twice.yaml:5:", "the id 'org.bank.c1' is taken already, in a_sound.yaml:25"),
        ("g_key.yaml:4:3:", "the key 'names' stands twice (first on line 3)"),
        ("h_yaml.yaml:3:1:", "not valid YAML"),
        ("i_country.yaml:4:", "'no' is not an ISO 3166-1 alpha-2 country code; write NO"),
        ("j_long.yaml:0:", "has 50,000,011 bytes; a file may have 20,000,000"),
        ("k_conduct.yaml:5:", "allowed are admission, allegation, charge, conviction, inference"),
    ]
    assert len(found) == len(expected), "\n".join(found)
    for (place, said), fault in zip(expected, found, strict=True):
        assert fault.startswith(place), fault
        assert said in fault


def test_an_original_may_be_named_in_words(tmp_path: Path) -> None:
    text = swap(CASE, "title: Register", "title: R\n  copy_of: the paper in Mr. Smith's archive")
    assert "s.register" in read_case(write(tmp_path, case=text)).records


def test_a_faulty_record_is_still_known_by_its_id(tmp_path: Path) -> None:
    """One slip gives one fault, not one more for everything that points at the record."""
    assert "'2O08'" in the_fault(
        tmp_path, swap(CASE, "names: Bank", "names: Bank\n  founded: 2O08")
    )


def test_a_reference_into_a_file_that_could_not_be_read_says_so(tmp_path: Path) -> None:
    head, tail = CASE.split("- id: org.bank\n")
    folder = write(
        tmp_path, case=head + tail.partition("- id: evt")[1] + tail.partition("- id: evt")[2]
    )
    (folder / "banks.yaml").write_text("- id: org.bank: broken\n")
    found = faults_of(folder)
    assert any("(but not all of banks.yaml could be read)" in fault for fault in found)


def test_a_fact_without_a_claim_as_a_whole_is_a_fault(tmp_path: Path) -> None:
    claim = "    - {id: pay.one.c1, kind: document, cites: s.charge, at: page 2}\n"
    assert "no claim is about the record as a whole" in the_fault(tmp_path, swap(CASE, claim, ""))


OUTCOME = (
    "    - {{id: acu.ann.c3, kind: outcome, value: {value}, acts_on: {acts_on}, cites: s.reply,\n"
    "       at: p. 2}}\n"
)


@pytest.mark.parametrize(
    ("value", "acts_on", "said"),
    [
        ("acquitted", "acu.ann.c9", "a claim that is nowhere"),
        ("acquitted", "acu.ann", "a record and no claim"),
        ("acquitted", "pay.one.c1", "a claim about 'pay.one', another record"),
        ("acquitted", "acu.ann.c3", "which is an outcome itself"),
        ("aquitted", "acu.ann.c1", "outcome 'aquitted' is none of acquitted, closed"),
    ],
)
def test_an_outcome_acts_on_claims_about_the_same_record(
    tmp_path: Path, value: str, acts_on: str, said: str
) -> None:
    assert not read_case(
        write(tmp_path, case=CASE + OUTCOME.format(value="acquitted", acts_on="acu.ann.c1"))
    ).unaccused
    assert said in the_fault(tmp_path, CASE + OUTCOME.format(value=value, acts_on=acts_on))


def test_an_earlier_id_leads_to_the_present_one(tmp_path: Path) -> None:
    text = swap(CASE, "names: Bank", "names: Bank\n  formerly: org.bnak")
    text = swap(text, "source: org.bank", "source: org.bnak")
    assert the_fault(tmp_path, text).endswith("`source` 'org.bnak' is now 'org.bank'")


GAP = """\
- id: gap.one
  kind: Gap
  upstream: {upstream}
  downstream: pay.one
  why: The payee and the next payer are not shown to be the same.
  join: none
  by: Clew editors
  cites: {cites}
"""


@pytest.mark.parametrize(
    ("upstream", "cites", "said"),
    [
        ("pay.nine", "s.charge", "'pay.nine' is defined nowhere"),
        ("org.bank", "s.charge", "'org.bank' is a Company, which is no edge"),
        ("pay.one.c1", "s.charge", "'pay.one.c1' is a claim; a record's id belongs here"),
        ("pay.one", "pay.one", "'pay.one' is a Payment, which is no Source"),
    ],
)
def test_a_gap_lies_between_edges(tmp_path: Path, upstream: str, cites: str, said: str) -> None:
    sound = CASE + GAP.format(upstream="pay.one", cites="s.charge")
    assert "gap.one" in read_case(write(tmp_path, case=sound)).records
    assert said in the_fault(tmp_path, CASE + GAP.format(upstream=upstream, cites=cites))


def test_a_value_that_is_an_id_must_stand_for_something(tmp_path: Path) -> None:
    claim = (
        "    - {id: pay.one.c4, kind: allegation, field: proceeds_of, value: evt.heist,\n"
        "       cites: s.charge, at: page 2}\n"
    )
    text = swap(CASE, "- id: acu.ann\n", claim + "- id: acu.ann\n")
    assert "`value` 'evt.heist' is defined nowhere" in the_fault(tmp_path, text)
