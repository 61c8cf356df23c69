"""What was decided in proceedings, by whom, and what those accused in them say to it."""

from collections import defaultdict
from collections.abc import Mapping

from graph.store import Reader, View
from graph.traversal import Direction, EdgeFilter
from queries.picture import name_all
from queries.said import backing
from queries.wording import answered, mentioned


def decided(reader: Reader, cases: Mapping[str, View]) -> dict[str, list[str]]:
    """The outcome of each case in sentences: none without its forum, nor without the denials.

    Args:
        reader: Where claims, parties and accusations are.
        cases: Proceedings, by id, as the wire carries them.
    """
    claims = reader.claims(cases) if cases else {}
    outcomes = [
        one
        for many in claims.values()
        for one in many
        if one.get("field") == "outcome" and one["kind"] != "outcome"
    ]
    told: defaultdict[str, list[str]] = defaultdict(list)
    for one in backing(reader, cases, outcomes).claims:
        told[one.claim["about"]].append(one.sentence)
    for case, accusations in _accused(reader, told).items():
        captions: dict[str, str] = {}
        name_all(reader, {by for one in accusations for by in mentioned(one)}, captions)
        told[case].append(f"Said against it: {answered(accusations, captions)}.")
    return told


def _accused(reader: Reader, cases: Mapping[str, object]) -> dict[str, list[View]]:
    """The accusations of parties to each case of what the case is about."""
    about: defaultdict[str, set[str]] = defaultdict(set)
    parties: defaultdict[str, set[str]] = defaultdict(set)
    concerns = EdgeFilter(kinds=frozenset({"Mention"}))
    for link in reader.expand(cases, Direction.OUT, concerns)[0] if cases else ():
        about[link.source].add(link.target)
    party = EdgeFilter(kinds=frozenset({"CaseParty"}))
    for link in reader.expand(about, Direction.IN, party)[0] if about else ():
        parties[link.target].add(link.source)
    accused, events = (set().union(*ends.values()) for ends in (parties, about))
    accusing = EdgeFilter(kinds=frozenset({"Accusation"}))
    links = reader.within(accused, events, accusing)[0] if accused else []
    views = reader.edges([one.id for one in links])
    found = {
        case: [
            views[one.id]
            for one in sorted(links)
            if one.source in parties[case] and one.target in about[case]
        ]
        for case in sorted(about)
    }
    return {case: accusations for case, accusations in found.items() if accusations}
