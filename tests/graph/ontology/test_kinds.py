"""What follows from one declaration: registry, labels, union, references, claimed fields."""

import pytest
from pydantic import TypeAdapter, ValidationError

from graph.ontology import EDGE_KINDS, NODE_KINDS, AnyEdge, Ladder, Payment

# The kinds of the design's section 3, and those of lending and signing in.
NODES = """Person Party Organization Company PublicBody Court BankAccount Loan Device Asset
RealEstate Security Vehicle CourtCase LegalInstrument SanctionProgram Event Address Country"""
EDGES = """Payment:PAID Obligation:OWES Acquisition:ACQUIRED Restraint:RESTRAINED Ownership:OWNS
Control:CONTROLS Directorship:DIRECTS Employment:EMPLOYED_BY Occupancy:HELD_OFFICE
Membership:MEMBER_OF AccountHolder:HOLDS AccountBank:AT_BANK Family:FAMILY_OF
Associate:ASSOCIATE_OF Representation:REPRESENTS UnknownLink:LINKED_TO Designation:SANCTIONED_UNDER
CaseParty:PARTY_TO CaseCourt:HEARD_BY Judge:JUDGED Participation:TOOK_PART_IN Accusation:ACCUSED_OF
Nomineeship:NOMINEE_OF Identity:SAME_AS Enactment:ENACTED_BY Succession:SUCCEEDED_BY
Mention:CONCERNS SignIn:SIGNED_IN_TO LoanApplication:APPLIED_FOR Disbursement:PAID_OUT_TO
Repayment:REPAID Guarantee:GUARANTEES"""


def test_every_kind_of_the_design_is_declared() -> None:
    assert set(NODE_KINDS) == set(NODES.split())
    assert {f"{name}:{kind.verb}" for name, kind in EDGE_KINDS.items()} == set(EDGES.split())


def test_verbs_and_prefixes_are_not_shared() -> None:
    verbs = [kind.verb for kind in EDGE_KINDS.values()]
    prefixes = [kind.prefix for kind in EDGE_KINDS.values()]
    assert len(set(verbs)) == len(verbs)
    assert len(set(prefixes)) == len(prefixes)


@pytest.mark.parametrize("kind", NODE_KINDS.values(), ids=NODE_KINDS)
def test_every_node_kind_descends_from_entity_and_ends_in_itself(kind: type) -> None:
    labels = kind.labels()  # type: ignore[attr-defined]
    assert labels[0] == "Entity"
    assert labels[-1] == kind.__name__


def test_the_two_conduct_kinds_and_the_conduct_fields_are_those_of_the_design() -> None:
    conduct = {name for name, kind in EDGE_KINDS.items() if kind.ladder is Ladder.CONDUCT}
    assert conduct == {"Accusation", "Nomineeship"}
    fields = {
        f"{name}.{field}"
        for name, kind in EDGE_KINDS.items()
        for field, ladder in kind.claimed_fields().items()
        if ladder is Ladder.CONDUCT
    }
    assert fields == {"Payment.proceeds_of", "Acquisition.proceeds_of", "Designation.reason"}


def test_amount_and_date_of_a_payment_come_from_claims_alone() -> None:
    assert {"amount", "date", "proceeds_of"} == set(Payment.claimed_fields())


def test_the_union_is_told_apart_by_kind() -> None:
    edge = TypeAdapter(AnyEdge).validate_python(
        {"id": "own.a.b", "kind": "Ownership", "source": "org.a", "target": "org.b"}
    )
    assert type(edge) is EDGE_KINDS["Ownership"]
    with pytest.raises(ValidationError, match="Ownership"):
        TypeAdapter(AnyEdge).validate_python({"id": "x", "kind": "Owns"})


def test_a_record_tells_whom_it_points_to() -> None:
    payment = Payment(id="pay.1", source="org.a", target="org.b", overlaps=("pay.2",))
    assert payment.references() == {
        "source": ("org.a",), "target": ("org.b",), "overlaps": ("pay.2",),
    }  # fmt: skip


def test_no_field_is_taken_that_the_kind_does_not_have() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Payment.model_validate(
            {"id": "pay.1", "source": "a.b", "target": "a.c", "status": "proven"}
        )
