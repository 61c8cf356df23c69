"""Parallel edges that tell of the same money make one path, not several."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.ontology import EDGE_KINDS
from graph.ontology.edges.money import MoneyEdge
from graph.store import Reader, View
from graph.traversal import Link
from queries.costs import Weight

_MONEY = frozenset(name for name, kind in EDGE_KINDS.items() if issubclass(kind, MoneyEdge))


@dataclass
class Telling:
    """Which of parallel edges tell of money that another of them moved: parts, totals, older rows.

    An aggregate is no other way for the money of the single payment that it overlaps; a path over
    it would be the same path told twice. It only stands back where it costs no less.
    """

    reader: Reader
    weight: Weight
    repeats: dict[str, list[str]] = field(default_factory=dict)
    known: dict[str, View] = field(default_factory=dict)

    def once(self, links: Iterable[Link]) -> list[Link]:
        """The links without those that only repeat another one."""
        beside: defaultdict[tuple[str, str, str], list[Link]] = defaultdict(list)
        kept = []
        for link in links:
            if link.kind in _MONEY:
                beside[link.kind, link.source, link.target].append(link)
            else:
                kept.append(link)
        several = [link.id for group in beside.values() if len(group) > 1 for link in group]
        self.known.update(self.reader.edges([one for one in several if one not in self.known]))
        self.repeats.clear()
        for group in beside.values():
            kept += self._first_told(group)
        return kept

    def _first_told(self, group: list[Link]) -> list[Link]:
        if len(group) == 1:
            return group
        singles = [one for one in group if self._single(one)]
        kept = []
        for link in group:
            told = [one for one in singles if self._repeats(link, one)]
            for one in told:
                self.repeats.setdefault(one.id, []).append(link.id)
            if not told:
                kept.append(link)
        return kept

    def _repeats(self, link: Link, single: Link) -> bool:
        one, other = self.known[link.id], self.known[single.id]
        same = _same_money(one) | _same_money(other)
        return (
            not self._single(link)
            and bool(same & {link.id, single.id})
            and self.weight(link) >= self.weight(single)
        )

    def _single(self, link: Link) -> bool:
        return self.known[link.id].get("granularity") == "single"


def _same_money(edge: View) -> set[str]:
    return {*edge.get("overlaps", ()), *edge.get("replaces", ())}
