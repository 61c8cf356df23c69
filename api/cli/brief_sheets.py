"""A brief on paper: who it is, then both sides of everything that is said; and timelines."""

from collections.abc import Iterator, Sequence

from api.cli.record_sheets import Showing, record_sheet
from api.cli.sheets import Fold, Line, Sheet
from api.cli.words import listed, plain
from queries.brief import BriefAnswer
from queries.brief_parts import BriefLine, ConductBrief, ListingBrief, Proceeding
from queries.said import SaidClaim
from queries.timeline import TimelineLine
from queries.when import text_of
from queries.wording import NO_STATEMENT

_FACTS = ("according to the sources", "standing", "id")
_TOGETHER = (Fold("according to the sources", "{0}\n{2}"), Fold("standing", "{1}"))
_PARTS = (
    ("who", "Posts, family, ties"),
    ("holdings", "What it is said to own, control or hold"),
    ("money", "Payments, debts, purchases, restraints"),
    ("roles", "Parts of fact in events: they accuse nobody"),
)


def brief_sheets(answer: BriefAnswer, showing: Showing) -> list[Sheet]:
    """A brief: who it is, what is said for and against each accusation, listings, facts."""
    return [*_told(answer, showing)]


def _told(answer: BriefAnswer, showing: Showing) -> Iterator[Sheet]:
    yield record_sheet(answer.entity, showing)
    clear = [answer.not_accused] if answer.not_accused else []
    notes = [f"{one[:1].upper()}{one[1:]}." for one in clear]
    yield Sheet("", (), notes=[*notes, *(f"{one.sentence} ({one.claim})" for one in answer.pinned)])
    for part in answer.conduct:
        yield _conduct(part, showing)
    yield _listings(answer.listings)
    yield _proceedings(answer.proceedings)
    for name, title in _PARTS:
        lines: Sequence[BriefLine] = getattr(answer, name)
        yield Sheet(
            title,
            _FACTS,
            [Line((one.sentence, _standing(one), one.id), [], (one.id,)) for one in lines],
            _TOGETHER,
        )
    yield Sheet(
        "Rests on one independent source, or none",
        ("record", "who says it"),
        [Line((one.id, listed(one.asserted_by, showing.names))) for one in answer.one_source],
    )
    yield Sheet(
        "Contested",
        ("record", "denied by", "what"),
        [
            Line((one.id, listed(one.denied_by, showing.names),
                  ", ".join(map(plain, one.fields)) or "as a whole"))
            for one in answer.contested
        ],
    )  # fmt: skip


def _conduct(part: ConductBrief, showing: Showing) -> Sheet:
    """One accusation: each claim for it, each against it, and how proceedings ended."""
    when = f" ({text_of(part.date)})" if part.date else ""
    sides = (("for", part.claims_for), ("against", part.claims_against), ("outcome", part.outcomes))
    lines = [_claim(side, one, showing) for side, claims in sides for one in claims]
    folds = (Fold("side", "{0}"), Fold("who", "{1}"), Fold("claim", "{2}\n{3}"))
    return Sheet(
        f"Said of “{part.caption}”{when}: {_standing(part)} · {part.id}",
        ("side", "who", "claim", "source"),
        lines,
        folds,
        [] if part.claims_against else [f"Against: {NO_STATEMENT}."],
    )


def _claim(side: str, one: SaidClaim, showing: Showing) -> Line:
    claim = one.claim
    source = f"{claim['cites']}: {claim['at']}"
    said = [one.sentence, *([f"Note: {claim['note']}"] if claim.get("note") else [])]
    who = showing.name(claim.get("by") or claim["cites"])
    about = (claim["about"],) if side == "for" else ()
    return Line((side, who, claim["id"], source), said, about)


def _listings(listings: Sequence[ListingBrief]) -> Sheet:
    lines = [
        Line(
            (
                text_of(one.listed) if one.listed else "no date read",
                text_of(one.delisted) if one.delisted else "",
                one.caption,
                one.list_reference or "",
                _standing(one),
                one.id,
            ),
            [one.sentence],
            (one.id,),
        )
        for one in listings
    ]
    folds = (Fold("listed", "{0} {1}"), Fold("under", "{2}\n{3}\n{5}"), Fold("standing", "{4}"))
    columns = ("listed", "delisted", "under", "reference", "standing", "id")
    return Sheet("Sanctions listings: acts of governments", columns, lines, folds)


def _proceedings(proceedings: Sequence[Proceeding]) -> Sheet:
    lines = [
        Line(
            (one.caption, ", ".join(one.numbers), one.role or plain(one.kind), _standing(one),
             one.id),
            [one.sentence],
            (one.id,),
        )
        for one in proceedings
    ]  # fmt: skip
    folds = (Fold("case", "{0} {1}\n{4}"), Fold("role", "{2}"), Fold("standing", "{3}"))
    columns = ("case", "number", "role", "standing", "id")
    return Sheet("Proceedings, and what they did not decide", columns, lines, folds)


def _standing(one: BriefLine) -> str:
    marks = [plain(one.standing), *map(plain, one.flags)]
    marks += [name for name in ("contested", "inferred") if getattr(one, name)]
    return ", ".join([*marks, *(["one source"] if one.single_source else [])])


def timeline_sheet(title: str, lines: Sequence[TimelineLine], _showing: Showing) -> Sheet:
    """Moments in order; what is said about conduct goes with its line."""
    rows = []
    # Without a window everything lies in it, which need not be said.
    windowed = any(one.within == "possible" for one in lines)
    for one in lines:
        marks = [plain(one.standing)]
        marks += [name for name in ("contested", "inferred") if getattr(one, name)]
        when = text_of(one.date) if one.date else ""
        said = [one.sentence] if one.sentence and one.sentence != one.caption else []
        within = one.within if windowed or one.within == "undated" else ""
        cells = (when, within, one.kind, plain(one.moment or ""), one.caption,
                 ", ".join(marks), one.id)  # fmt: skip
        rows.append(Line(cells, said, (one.id,)))
    columns = ("when", "in the window", "kind", "moment", "what", "standing", "id")
    folds = (
        Fold("when", "{0}\n{1}"),
        Fold("what", "{2} {3}: {4}\n{6}"),
        Fold("standing", "{5}"),
    )
    return Sheet(title, columns, rows, folds)
