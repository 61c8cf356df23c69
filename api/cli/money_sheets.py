"""Routes of money, each payment with what is certain about its time, and why there is none."""

from collections.abc import Iterable, Sequence

from api.cli.record_sheets import Showing, edges_sheet
from api.cli.route_sheets import HOP_COLUMNS, HOP_FOLDS, hop_line, weakest
from api.cli.sheets import Line, Sheet
from api.cli.words import listed, plain, unaccused
from graph.store import View
from queries.facts import money
from queries.money_routes import MoneyRoute, RouteHop
from queries.no_route import Untimely


def routes_sheets(
    routes: Sequence[MoneyRoute], nodes: Iterable[View], showing: Showing
) -> list[Sheet]:
    """One sheet for each route."""
    clear = {one["id"] for one in nodes if one.get("not_accused")}
    return [
        _route(f"Route {number} of {len(routes)}", route, clear, showing)
        for number, route in enumerate(routes, 1)
    ]


def _route(what: str, route: MoneyRoute, clear: set[str], showing: Showing) -> Sheet:
    payments = f"{route.length} payment{'' if route.length == 1 else 's'}"
    marks = [name for name in ("contested", "inferred") if getattr(route, name)]
    sure = "certain in time" if route.certain else "possible in time, not certain"
    parts = [f"{what}: {payments}", sure, weakest(route.standing), *marks]
    lines = [_hop(number, hop, showing) for number, hop in enumerate(route.hops, 1)]
    sheet = Sheet("; ".join(filter(None, parts)), HOP_COLUMNS, lines, HOP_FOLDS)
    sheet.notes += route.words
    sheet.notes.append(_arrival(route))
    narrow = route.bottleneck
    if narrow.value is not None:
        amount = {"min": narrow.value, "max": narrow.value, "currency": narrow.currency,
                  "precision": narrow.precision}  # fmt: skip
        sheet.notes.append(f"The least amount on the way is {money(amount)}.")
    else:
        sheet.notes.append(f"The least amount on the way is not known: {narrow.why}.")
    weak = ", ".join(
        f"hop {number} ({hop.edge}, {plain(hop.standing)}{', inferred' * hop.inferred}, "
        f"{_sources(hop)})"
        for number, hop in enumerate(route.hops, 1)
        if hop.edge in route.weakest
    )
    sheet.notes.append(f"Weakest: {weak}.")
    for one in route.bridges:
        where = "before hop 1" if one.hop == 0 else f"behind hop {one.hop}"
        held = {"certain": "", "possible": ", possibly at another time",
                "undated": ", at a time that is not stated"}[one.held]  # fmt: skip
        sheet.notes.append(
            f"Goes over {where} from {showing.name(one.arrived)} to {showing.name(one.left)}: "
            f"both of {showing.name(one.holder)}, according to {', '.join(one.edges)}{held}."
        )
    sheet.notes += unaccused([showing.name(one) for one in route.nodes if one in clear])
    return sheet


def _sources(hop: RouteHop) -> str:
    return "one source or none" if hop.single_source else "several sources"


def _arrival(route: MoneyRoute) -> str:
    first, last = route.arrives_first, route.arrives_last
    if first is None and last is None:
        return "When the money would have arrived is not known."
    if first == last:
        return f"The money would have arrived on {first}."
    if first is None:
        return f"The money would have arrived on {last} at the latest."
    if last is None:
        return f"The money would not have arrived before {first}."
    return f"The money would have arrived between {first} and {last}."


def _hop(number: int, hop: RouteHop, showing: Showing) -> Line:
    line = hop_line(number, hop, showing)
    if hop.follows == "possible":
        *cells, stands, ident = line.cells
        line.cells = (*cells, f"{stands}, possible in time", ident)
    by = f"Says so: {listed(hop.asserted_by, showing.names)}" if hop.asserted_by else ""
    against = f"; denied by {listed(hop.denied_by, showing.names)}" if hop.denied_by else ""
    line.said.insert(0, f"{by}{against}.")
    return line


def untimely_sheets(found: Untimely, edges: Iterable[View], showing: Showing) -> list[Sheet]:
    """The payments that join the ends, and why the money cannot have come along them."""
    order = {one: place for place, one in enumerate(found.payments)}
    chain = sorted((one for one in edges if one["id"] in order), key=lambda it: order[it["id"]])
    sheet = edges_sheet("No route: payments join the ends, but not in time", chain, showing)
    sheet.notes += found.words
    return [sheet]
