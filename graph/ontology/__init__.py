"""The ontology: every kind of node and edge, declared once.

Importing the package declares all kinds; `NODE_KINDS` and `EDGE_KINDS` then hold them by name.
"""

from graph.ontology.edges import (
    account,
    conduct,
    identity,
    kin,
    law,
    lending,
    money,
    office,
    ownership,
)
from graph.ontology.edges.identity import Identity
from graph.ontology.edges.money import Payment
from graph.ontology.ladder import RUNGS, Ladder, Rung
from graph.ontology.nodes import BankAccount, Company, Entity, Event, LegalEntity, Person
from graph.ontology.reading import FieldReading, Reading, Statement, ValueReading
from graph.ontology.record import (
    EDGE_KINDS,
    ID_PATTERN,
    NODE_KINDS,
    AnyEdge,
    AnyNode,
    Edge,
    Id,
    Node,
    Record,
)
from graph.ontology.values import (
    Amount,
    DateInterval,
    Identifier,
    Money,
    Name,
    Period,
    Share,
    Span,
)

__all__ = [
    "EDGE_KINDS",
    "ID_PATTERN",
    "NODE_KINDS",
    "RUNGS",
    "Amount",
    "AnyEdge",
    "AnyNode",
    "BankAccount",
    "Company",
    "DateInterval",
    "Edge",
    "Entity",
    "Event",
    "FieldReading",
    "Id",
    "Identifier",
    "Identity",
    "Ladder",
    "LegalEntity",
    "Money",
    "Name",
    "Node",
    "Payment",
    "Period",
    "Person",
    "Reading",
    "Record",
    "Rung",
    "Share",
    "Span",
    "Statement",
    "ValueReading",
    "account",
    "conduct",
    "identity",
    "kin",
    "law",
    "lending",
    "money",
    "office",
    "ownership",
]
