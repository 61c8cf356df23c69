"""Which schema of FollowTheMoney is which kind here, and which of its properties are read."""

from typing import NamedTuple

__all__ = ["EDGES", "NAMES", "NODES", "Ends", "is_neutral", "numbers_of"]

# A `LegalEntity` may be a person or an organization: it is in doubt, so it is none of these.
NODES = {
    "Person": "Person",
    "Company": "Company",
    "Organization": "Organization",
    "PublicBody": "PublicBody",
    "BankAccount": "BankAccount",
    "Asset": "Asset",
    "RealEstate": "RealEstate",
    "Security": "Security",
    "Vehicle": "Vehicle",
    "Vessel": "Vehicle",
    "Airplane": "Vehicle",
    "CourtCase": "CourtCase",
    "Event": "Event",
}


class Ends(NamedTuple):
    """An edge: its kind here, and the properties that hold its ends there."""

    kind: str
    source: str
    target: str


EDGES = {
    "Ownership": Ends("Ownership", "owner", "asset"),
    "Directorship": Ends("Directorship", "director", "organization"),
    "Employment": Ends("Employment", "employee", "employer"),
    "Membership": Ends("Membership", "member", "organization"),
    "Family": Ends("Family", "person", "relative"),
    "Associate": Ends("Associate", "person", "associate"),
    "Representation": Ends("Representation", "agent", "client"),
    "UnknownLink": Ends("UnknownLink", "subject", "object"),
    "Succession": Ends("Succession", "predecessor", "successor"),
    "Payment": Ends("Payment", "payer", "beneficiary"),
    "Debt": Ends("Obligation", "debtor", "creditor"),
    "CourtCaseParty": Ends("CaseParty", "party", "case"),
}

# Properties that hold names, in the order in which they are shown.
NAMES = {
    "name": "name",
    "alias": "alias",
    "previousName": "former",
    "abbreviation": "weak",
    "weakAlias": "weak",
}

# Numbers of registers. Of a person none is read: each is a personal paper or a tax number.
_NUMBERS = {
    "registrationNumber": "registration",
    "ogrnCode": "ogrn",
    "innCode": "inn",
    "leiCode": "lei",
    "swiftBic": "bic",
    "dunsCode": "duns",
    "uscCode": "uscc",
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "isin": "isin",
    "iban": "iban",
    "accountNumber": "account",
    "caseNumber": "docket",
    "wikidataId": "wikidata",
}
_OF_A_PERSON = {"wikidataId": "wikidata"}

# Topics of fact. All others (crime, wanted, sanction, corp.shell, role.oligarch ...) tell of
# conduct or of a listing, which only claims about an edge may carry.
_NEUTRAL = frozenset(
    {"corp.public", "pol.party", "pol.union", "rel", "mil", "role.pep", "role.pol", "role.judge",
     "role.civil", "role.diplo", "role.lawyer", "role.acct", "role.journo", "role.act",
     "role.lobby"}
)  # fmt: skip


def is_neutral(topic: str) -> bool:
    """Whether a topic says what somebody is, not what he is said to have done."""
    return topic in _NEUTRAL or topic.partition(".")[0] in {"gov", "fin"}


def numbers_of(kind: str) -> dict[str, str]:
    """The properties of a kind that hold numbers, with the scheme of each."""
    return _OF_A_PERSON if kind == "Person" else _NUMBERS
