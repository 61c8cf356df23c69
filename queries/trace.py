"""Trace: what became of money under every rule, side by side, and where no rule follows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pydantic import Field

from graph.errors import BadRequest
from graph.store import Reader
from queries.answers import EdgeView, GapView, Limit, Meta, NodeView
from queries.picture import Picture, describe
from queries.question import Question
from queries.tracing.apart_shown import apart_shown
from queries.tracing.book import Finding, Kind
from queries.tracing.by_rule import (
    compare,
    largest,
    origin_text,
    rule_shown,
    size_of,
    traces_of,
)
from queries.tracing.converting import Conversion
from queries.tracing.events import WORDS, Event
from queries.tracing.gathered import LeftOut
from queries.tracing.inquiry import Inquired, Inquiry
from queries.tracing.not_followed import beyond, stopped
from queries.tracing.pictured import gaps_at, picture_of
from queries.tracing.results import (
    ApartShown,
    AskedShown,
    Compared,
    RuleShown,
    StopShown,
)
from queries.tracing.rules import APART, RULES
from queries.tracing.shown import (
    FindingShown,
    FoldShown,
    Teller,
    assumptions,
    finding_shown,
    folds_shown,
    text_of_sum,
)
from queries.tracing.spreading import Way
from queries.tracing.traced import Trace as Traced

RuleName = Literal[
    "fifo", "lifo", "pro_rata", "libr", "taint_first",
    "pari_passu_terminal", "poison", "facilitation",
]  # fmt: skip
# Said of the whole book; a trace lists those that touch the money asked about elsewhere.
_SHOWN = frozenset(Kind) - {Kind.UNSTATED_CURRENCY, Kind.VAGUE}
_MOST_FINDINGS = 50


@dataclass(slots=True, kw_only=True)
class TraceAnswer:
    """What each rule says of the same money.

    Attributes:
        asked: The sources, and where no rule can start at one, why.
        compared: Every end of the money, under every rule that conserves, side by side.
        rules: Each of these rules with its hops and stops.
        apart: Rules that do not conserve, or have no way on.
        words: Where it stops before it begins, in sentences.
        not_followed: Payments behind a source at which no rule can start.
        gaps: The declared gaps at the sources, and at the payments where it stops.
        findings: What does not add up in the ledgers.
        folds: Payments that were taken as one transfer.
        conversions: What was converted into the asked currency, and what was not.
        left_out: Payments that are no transfers here.
        assumptions: What was taken for granted.
        ledgers: How many ledgers were kept, over how many transfers.
    """

    asked: list[AskedShown]
    compared: list[Compared]
    rules: list[RuleShown]
    apart: list[ApartShown] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    not_followed: list[StopShown] = field(default_factory=list)
    gaps: list[GapView] = field(default_factory=list)
    findings: list[FindingShown] = field(default_factory=list)
    folds: list[FoldShown] = field(default_factory=list)
    conversions: list[Conversion] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    ledgers: int = 0
    transfers: int = 0
    nodes: list[NodeView] = field(default_factory=list)
    edges: list[EdgeView] = field(default_factory=list)
    meta: Meta = field(default_factory=Meta)


class Trace(Inquiry, Question[TraceAnswer]):
    """Trace what became of money, or where it came from, under every rule side by side.

    Each rule says how debits of an account are matched with its credits, payment by payment over
    all accounts. None is put first: which of them a court would apply is a question of law, and
    what Clew prints is no legal advice. The trace stops at totals, conclusions, and payments
    without an exact sum or a date, and says so.
    """

    route: ClassVar[str] = "/trace"
    command: ClassVar[str] = "trace"
    method: ClassVar[Literal["GET", "POST"]] = "POST"

    rule: tuple[RuleName, ...] = Field(
        (),
        description="The rules; none: the five that conserve, back in time those that can run "
        "back. `pari_passu_terminal`, `poison` and `facilitation` stand apart.",
        examples=[["fifo", "libr"]],
    )
    direction: Literal["forward", "back"] = Field(
        "forward",
        description="Where the money went (forward), or where it came from (back).",
        examples=["back"],
    )
    hop_limit: int = Field(
        50, ge=0, le=10_000, description="How many hops of each rule to list.", examples=[50]
    )
    end_limit: int = Field(
        500,
        ge=0,
        le=100_000,
        description="How many ends of the money, and how many stops of each rule, to list; where "
        "there are more, the largest of each currency. All of them count.",
        examples=[500],
    )

    @property
    def back(self) -> bool:
        """Whether the question is where the money came from."""
        return self.direction == "back"

    def answer(self, reader: Reader) -> TraceAnswer:
        """Every rule, in every asked order."""
        names = self._rules()
        inquired = self.inquire(reader)
        traces = {
            name: traces_of(inquired, RULES[name], back=self.back)
            for name in names
            if name in RULES
        }
        onward = beyond(inquired, inquired.refused(), back=self.back)
        ends = [*self._sources(inquired), *(event for event, _ in onward)]
        ends += [stop.event for many in traces.values() for stop in many[0].stops]
        told = [it["id"] for one in ends for it in inquired.gathered.payments[one.id]]
        gaps = gaps_at(reader, told, "before" if self.back else "behind")
        hops = [hop.event for many in traces.values() for hop in many[0].hops[: self.hop_limit]]
        events = dict.fromkeys([*ends, *hops])
        picture = picture_of(reader, inquired.gathered, events, gaps=gaps)
        teller = Teller(inquired.gathered, picture)
        answer = TraceAnswer(
            asked=self._asked(inquired, teller),
            compared=compare(traces, inquired.gathered.holders),
            rules=[
                rule_shown(RULES[name], many, inquired, teller, self.hop_limit)
                for name, many in traces.items()
            ],
            apart=[apart_shown(inquired, name) for name in names if name in APART],
            not_followed=[
                StopShown(teller.transfer(event), why, words) for event, (why, words) in onward
            ],
            gaps=gaps,
            nodes=picture.nodes,
            edges=picture.edges,
        )
        self._account(answer, inquired, traces)
        self._cut_ends(answer)
        return answer

    def _cut_ends(self, answer: TraceAnswer) -> None:
        """List no more ends and stops than asked for, and say so."""
        most = self.end_limit
        parts = [len(answer.compared), *(len(one.ends) for one in answer.rules)]
        parts += [len(one.stops) for one in answer.rules]
        if max(parts) <= most:
            return
        answer.compared = largest(
            answer.compared, most, lambda one: max(one.by_rule.values(), key=size_of)
        )
        for rule in answer.rules:
            rule.ends = largest(rule.ends, most, lambda one: one.amount)
            rule.stops = largest(rule.stops, most, lambda one: one.asked)
        detail = f"Up to {max(parts):,} ends or stops; the {most:,} largest are listed."
        answer.meta.limits_hit.append(Limit("end_limit", detail))
        answer.meta.truncated = True

    def _rules(self) -> list[str]:
        if self.rule:
            names: list[str] = list(dict.fromkeys(self.rule))
            lost = [one for one in names if self.back and not {**RULES, **APART}[one].reversible]
            if lost:
                detail = f"{', '.join(lost)}: must be told which money it follows, so asks forward"
                raise BadRequest("rule", detail)
            return names
        return [name for name, rule in RULES.items() if rule.reversible or not self.back]

    def _sources(self, inquired: Inquired) -> list[Event]:
        return [inquired.events[one] for one in inquired.asked if isinstance(one, str)]

    @staticmethod
    def _asked(inquired: Inquired, teller: Teller) -> list[AskedShown]:
        refused, shown = inquired.refused(), []
        for origin, part in inquired.asked.items():
            event = inquired.events[origin] if isinstance(origin, str) else None
            why = refused.get(event.id) if event else None
            shown.append(
                AskedShown(
                    origin_text(origin) or "",
                    teller.transfer(event) if event else None,
                    None if part is None else text_of_sum(part, inquired.currency_of(origin)),
                    why.value if why else None,
                    WORDS[why] if why else None,
                )
            )
        return shown

    def _account(
        self,
        answer: TraceAnswer,
        inquired: Inquired,
        traces: Mapping[str, Sequence[Traced]],
    ) -> None:
        """Say what the answer rests on and what it leaves out."""
        gathered = inquired.gathered
        book = inquired.book
        answer.words = stopped(answer.asked, answer.not_followed, answer.gaps)
        passed = {hop.event.id for many in traces.values() for one in many for hop in one.hops}
        findings = list(dict.fromkeys(one for one in book.findings if _concerns(one, passed)))
        answer.findings = [finding_shown(one) for one in findings[:_MOST_FINDINGS]]
        answer.folds = folds_shown(gathered, self.wanted(Way.HERE).tolerance, passed)
        answer.conversions = inquired.conversions
        answer.left_out = gathered.left_out
        groups = [one["names"][0]["text"] for one in answer.nodes
                  if one.get("collective") and one["id"] in gathered.known]  # fmt: skip
        answer.assumptions = assumptions(inquired.books, self.vague, self.opening, self.per, groups)
        answer.ledgers, answer.transfers = book.ledgers, len(book.events)
        describe(answer.meta, Picture([], answer.edges))
        answer.meta.limits_hit += gathered.limits
        answer.meta.limits_hit += _cut(answer.rules, self.hop_limit)
        if len(findings) > _MOST_FINDINGS:
            detail = f"{len(findings):,} findings; the first {_MOST_FINDINGS} are listed."
            answer.meta.limits_hit.append(Limit("findings", detail))
        answer.meta.truncated = bool(answer.meta.limits_hit)


def _concerns(finding: Finding, passed: set[str]) -> bool:
    return finding.kind in _SHOWN and bool(not finding.events or passed & set(finding.events))


def _cut(rules: Iterable[RuleShown], hop_limit: int) -> list[Limit]:
    return [
        Limit(
            "hop_limit",
            f"{one.title}: {one.hops_total:,} hops; the first {hop_limit:,} are listed. "
            "All of them count.",
            one.rule,
        )
        for one in rules
        if one.hops_total > hop_limit
    ]
