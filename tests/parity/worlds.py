"""Random worlds for both stores: parallel edges, self-loops, ties, vague dates, denials, hubs."""

from typing import Any, NamedTuple

from hypothesis import strategies as st

from graph.evidence import Claim, Gap, Source, TakenBack, codes_from
from graph.ontology import DateInterval, Edge, Ladder, Rung
from graph.store import Writable
from graph.traversal import Direction, EdgeFilter, Passage
from tests.graph.stores.world import claim, edge, node

SOURCES = [
    Source(id="m.S1", title="A source", publisher="A publisher"),
    Source(id="m.S2", title="Another", publisher="Another publisher", derives_from=("m.S1",)),
    Source(id="m.S3", title="A weak copy", publisher="Somebody", weak=True),
]
PARTIES = ("org.a", "org.b", "org.c", "per.d", "per.e")
PAYERS = (*PARTIES, "acc.f")
NODES = (*PAYERS, "cty.cy", "evt.h")
KINDS = {
    "org.a": "Company", "org.b": "Company", "org.c": "Organization", "per.d": "Person",
    "per.e": "Person", "acc.f": "BankAccount", "cty.cy": "Country", "evt.h": "Event",
}  # fmt: skip
NAMES = {
    "org.a": ("Prevezon Holdings Ltd", "Превезон"), "org.b": ("Prevezon Alexander LLC",),
    "org.c": ("`'\"} MATCH (n) DETACH DELETE n //",), "per.d": ("Ольга Степанова",),
    "per.e": ("Olga Stepanova",), "acc.f": ("Account 40702810",), "cty.cy": ("Cyprus",),
    "evt.h": ("The refund of 24 December 2007",),
}  # fmt: skip
QUERIES = ("Превезон", "prevezn", "Stepanova", "40702810", "AND OR NOT", "ltd", "match (n)", "q")
DATES = (
    "2008", "2008-02", "2008-02-05", "2008-03-01", "../2007-12-31", "2008-03/..",
    "2007-12/2008-01", "2008~",
)  # fmt: skip
AMOUNTS = ("10.00 USD", "5..7 USD", "at least 3 USD", "at most 9 USD", "about 8 EUR", "12 JPY")
_MARCH = 1_204_329_600_000  # 2008-03-01

directions = st.sampled_from(Direction)
filters = st.sampled_from(
    [
        EdgeFilter(),
        EdgeFilter(inferred=True, both_ways=frozenset({"Identity"})),
        EdgeFilter(kinds=frozenset({"Payment"})),
        EdgeFilter(kinds=frozenset({"Payment"}), both_ways=frozenset({"Associate", "Identity"})),
        EdgeFilter(kinds=frozenset({"Payment", "UnknownLink"}), inferred=True),
        EdgeFilter(both_ways=frozenset({"UnknownLink"})),
        EdgeFilter(kinds=frozenset()),
        EdgeFilter(aside=True, inferred=True),
        EdgeFilter(kinds=frozenset({"NoKind"}), both_ways=frozenset({"Associate"})),
        EdgeFilter(rungs=codes_from(Rung.DOCUMENTED)),
        EdgeFilter(rungs=codes_from(Rung.REFUTED), inferred=True),
        EdgeFilter(contested="any"),
        EdgeFilter(contested="record"),
        EdgeFilter(contested="field", inferred=True),
        EdgeFilter(after=_MARCH),
        EdgeFilter(before=_MARCH, undated=False),
        EdgeFilter(before=_MARCH - 1, undated=False),
        EdgeFilter(after=_MARCH, before=_MARCH, undated=False),
    ]
)
groups_of_nodes = st.sets(st.sampled_from((*NODES, "org.nobody")), min_size=1, max_size=3)
passages = st.builds(
    Passage,
    st.sampled_from([frozenset(), frozenset({"Country", "Organization"})]),
    st.sampled_from([None, None, 1, 2, 4]),
    st.frozensets(st.sampled_from(NODES), max_size=2),
)


@st.composite
def _said(draw: st.DrawFn, about: str, *, conduct: bool = False) -> list[Claim]:
    """What is said about a record as a whole: at least one claim, and it may be denied."""
    said = draw(
        st.lists(
            st.tuples(
                st.sampled_from(
                    ("allegation", "charge", "conviction", "inference")
                    if conduct
                    else ("statement", "document", "record", "inference")
                ),
                st.sampled_from(("asserts", "asserts", "asserts", "denies")),
                st.sampled_from(("somebody", "org.a", "org.b", None)),
                st.sampled_from(("m.S1", "m.S2", "m.S3")),
                st.sampled_from((False, False, False, True)),
            ),
            min_size=1,
            max_size=3,
        )
    )
    if conduct and draw(st.integers(0, 29)) != 13:
        # Without this an accusation that nobody makes would have most large worlds refused.
        said[0] = (said[0][0], "asserts", *said[0][2:4], False)
    claims = []
    for number, (kind, stance, by, cites, back) in enumerate(said, 1):
        more: dict[str, Any] = {"stance": stance, "by": by, "cites": cites}
        if kind == "inference":
            more |= {"note": "Because.", "by": by or "Editors"}
        if back:
            on = DateInterval.model_validate("2015")
            more["taken_back"] = TakenBack(on=on, by="somebody", cites="m.S1")
        claims.append(claim(about, number, kind, **more))
    return claims


@st.composite
def _edges(draw: st.DrawFn, number: int) -> list[Writable]:
    kind = draw(st.sampled_from(
        ("Payment", "Payment", "Payment", "UnknownLink", "UnknownLink", "Associate", "Identity",
         "AccountHolder", "Accusation"),
    ))  # fmt: skip
    ends = {
        "Payment": (PAYERS, PAYERS), "Associate": (PARTIES, PARTIES),
        "AccountHolder": (PARTIES, ("acc.f",)), "Accusation": (PARTIES, ("evt.h",)),
    }.get(kind, (NODES, NODES))  # fmt: skip
    source, target = draw(st.sampled_from(ends[0])), draw(st.sampled_from(ends[1]))
    ident = f"e.{number}"
    claims = draw(_said(ident, conduct=kind == "Accusation"))
    more: dict[str, Any] = {"aside": draw(st.sampled_from((False, False, False, True)))}
    if kind == "Payment":
        more["granularity"] = draw(st.sampled_from(("single", "single", "aggregate")))
        if draw(st.booleans()) and number:
            more["overlaps"] = (f"e.{number - 1}",)
        for field, values in (("date", DATES), ("amount", AMOUNTS)):
            for value in draw(st.lists(st.sampled_from(values), max_size=2, unique=True)):
                stance = draw(st.sampled_from(("asserts", "asserts", "denies")))
                claims.append(claim(ident, len(claims) + 1, field=field, value=value,
                                    stance=stance))  # fmt: skip
    return edge(ident, source, target, kind, *claims, **more)


@st.composite
def _gaps(draw: st.DrawFn, edges: list[Edge]) -> Gap:
    """A declared gap: between any edges, bridged by some of the hypotheses of identity."""
    few = st.lists(st.sampled_from([one.id for one in edges] or ["e.0"]), max_size=2, unique=True)
    bridges = [one.id for one in edges if one.kind_name() == "Identity"]
    return Gap(
        id="gap.g1",
        why="Not shown to be the same.",
        join=draw(st.sampled_from(("offered", "none", "forbidden"))),
        by="Editors",
        cites=("m.S1",),
        upstream=draw(few),
        downstream=draw(few),
        inferences=[one for one in bridges if draw(st.booleans())],
    )


class World(NamedTuple):
    """What is written, step by step."""

    records: list[Writable]
    # Claims that the next state of the folder has no longer, and those taken away by hand.
    dropped: set[str]
    retracted: list[str]
    # What another dataset says.
    others: list[Writable]

    def __repr__(self) -> str:
        """The edges with what is said of them; whole, it would fill pages."""
        said: dict[str, list[str]] = {}
        for one in (*self.records, *self.others):
            if isinstance(one, Claim):
                value = f"{one.field}={one.value}" if one.field else str(one.kind)
                said.setdefault(one.about, []).append(f"{'not ' * (one.stance == 'denies')}{value}")
        edges = [
            f"{one.source} -{one.kind_name()}:{one.id}-> {one.target} {said[one.id]}"
            for one in self.records
            if isinstance(one, Edge)
        ]
        gone = f"dropped {sorted(self.dropped)}, retracted {self.retracted}"
        return "\n".join(["World:", *edges, gone])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to eight nodes and eighteen edges, in two datasets, with corrections."""
    records: list[Writable] = [*SOURCES]
    speaks_for = draw(st.sampled_from((None, "org.a")))
    for ident in NODES:
        more: dict[str, Any] = {"names": NAMES[ident]}
        if ident == "cty.cy":
            more["code"] = "CY"
        if ident == "org.b":
            more |= {"speaks_for": speaks_for, "formerly": ("org.b-old",)}
        if ident == "acc.f":
            more["identifiers"] = ("iban:RU40702810",)
        records += node(ident, KINDS[ident], **more)
    for number in range(draw(st.integers(0, 18))):
        records += draw(_edges(number))
    records.append(draw(_gaps([one for one in records if isinstance(one, Edge)])))
    claims = [one.id for one in records if isinstance(one, Claim)]
    few = st.lists(st.sampled_from(claims), max_size=4, unique=True)
    about = draw(few)
    others: list[Writable] = [Source(id="m.O1", title="Other", publisher="Other")]
    conduct = {one.id for one in records if isinstance(one, Edge) and one.ladder is Ladder.CONDUCT}
    for number, one in enumerate(about, 90):
        record = one.rpartition(".c")[0]
        kind = "allegation" if record in conduct else "document"
        others.append(claim(record, number, kind, cites="m.O1", by="others"))
    return World(records, set(draw(few)), draw(few), others)
