/** The payments of the canvas as a flow. Time runs to the right: money that comes back is a box further on. */
import { type SankeyGraph, sankey } from "d3-sankey";
import { type Amount, type EdgeView, amountOf, whenOf } from "./records";
import { difference, sumOf } from "./sums";
import { magnitude } from "./values";

export interface Box {
  key: string;
  id: string;
  column: number;
  /** True where the same party stands further left already. */
  again: boolean;
  /** What is said on either side of it; none: what came in and is not seen to go on. */
  marks?: { left: string; right: string };
  stub: "" | "start" | "end";
}
export interface Band {
  edge: EdgeView;
  source: string;
  target: string;
  value: number;
  /** What is written on it; none: the payment's own amount. */
  figure?: string;
}
export interface Flow {
  currency: string;
  currencies: string[];
  boxes: Box[];
  bands: Band[];
  columns: string[];
  /** Payments that are not drawn, each with the reason. */
  beside: { edge: EdgeView; why: string }[];
}

const day = (edge: EdgeView): string => whenOf(edge)?.earliest ?? whenOf(edge)?.latest ?? "9999";

/** The column of each payer by hop: behind the longest chain of earlier payments that leads to it. */
function byHop(payments: readonly EdgeView[]): Map<string, number> {
  const depth = new Map<string, number>();
  const pays = new Map<string, EdgeView[]>();
  const paid = new Set(payments.map((one) => one.target));
  for (const one of payments) pays.set(one.source, [...(pays.get(one.source) ?? []), one]);
  const walk = (id: string, at: number, trail: ReadonlySet<string>) => {
    if (trail.has(id) || (depth.get(id) ?? -1) >= at || at > 30) return;
    depth.set(id, at);
    const next = new Set(trail).add(id);
    for (const one of pays.get(id) ?? []) walk(one.target, at + 1, next);
  };
  for (const one of payments) if (!paid.has(one.source)) walk(one.source, 0, new Set());
  for (const one of payments) if (!depth.has(one.source)) walk(one.source, 0, new Set());
  return depth;
}

export function flowOf(edges: readonly EdgeView[], asked: string, columns: "hop" | "period"): Flow {
  const payments = edges.filter((one) => one.kind === "Payment").sort((a, b) => day(a).localeCompare(day(b)) || (a.id < b.id ? -1 : 1));
  const tally = new Map<string, number>();
  for (const one of payments) {
    const currency = amountOf(one)?.currency;
    if (currency) tally.set(currency, (tally.get(currency) ?? 0) + 1);
  }
  const currencies = [...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([one]) => one);
  const currency = currencies.includes(asked) ? asked : (currencies[0] ?? "");
  const replaced = new Set(payments.flatMap((one) => ("replaces" in one ? (one.replaces ?? []) : [])));
  const beside: Flow["beside"] = [];
  const kept: EdgeView[] = [];
  for (const one of payments) {
    const amount = amountOf(one);
    if (one.source === one.target) beside.push({ edge: one, why: "paid to itself" });
    else if (!magnitude(amount)) beside.push({ edge: one, why: "no amount in the sources read" });
    else if (amount!.currency !== currency) beside.push({ edge: one, why: `in ${amount!.currency}` });
    else if (replaced.has(one.id)) beside.push({ edge: one, why: "another payment replaces it" });
    else if (columns === "period" && day(one) === "9999") beside.push({ edge: one, why: "no date in the sources read" });
    else kept.push(one);
  }
  const years = [...new Set(kept.map((one) => day(one).slice(0, 4)))].sort();
  const hops = columns === "hop" ? byHop(kept) : new Map<string, number>();
  const boxes = new Map<string, Box>();
  const box = (id: string, column: number): string => {
    const key = `${id}#${column}`;
    if (!boxes.has(key)) boxes.set(key, { key, id, column, again: false, stub: "" });
    return key;
  };
  const bands = kept.map((edge): Band => {
    const from = columns === "period" ? years.indexOf(day(edge).slice(0, 4)) : (hops.get(edge.source) ?? 0);
    // By hop a payee further left would turn time round: it gets a second box.
    const to = columns === "period" ? from + 1 : Math.max(from + 1, hops.get(edge.target) ?? from + 1);
    return { edge, source: box(edge.source, from), target: box(edge.target, to), value: magnitude(amountOf(edge)) };
  });
  const list = [...boxes.values()].sort((a, b) => a.column - b.column || (a.key < b.key ? -1 : 1));
  const seen = new Set<string>();
  for (const one of list) {
    one.again = seen.has(one.id);
    seen.add(one.id);
    const incoming = bands.some((band) => band.target === one.key);
    const outgoing = bands.some((band) => band.source === one.key);
    one.stub = incoming && !outgoing ? "end" : !incoming && outgoing ? "start" : "";
  }
  const last = Math.max(0, ...list.map((one) => one.column));
  const heads = Array.from({ length: last + 1 }, (_, i) => (columns === "period" ? (years[i] ?? "after") : i ? `step ${i}` : "start"));
  return { currency, currencies, boxes: list, bands, columns: heads, beside };
}

/**
 * What came in and is not seen to go on (`onward`), or went out and is not seen to come in.
 * @returns nothing where one side may not be summed, or where nothing is left over.
 */
export function untraced(flow: Flow, key: string, onward: boolean): Amount | undefined {
  const come = sumOf(flow.bands.filter((one) => one.target === key).map((one) => one.edge));
  const gone = sumOf(flow.bands.filter((one) => one.source === key).map((one) => one.edge));
  if (!come || !gone) return undefined;
  return difference(onward ? come : gone, onward ? gone : come);
}

type Laid = SankeyGraph<Box, Band>;

export function layOut(flow: Flow, width: number, height: number): Laid {
  const made = sankey<Box, Band>()
    .nodeId((one) => one.key)
    .nodeAlign((one) => one.column)
    .nodeWidth(12)
    .nodePadding(58)
    .iterations(24)
    .extent([
      [10, 66],
      [width - 190, height - 24],
    ]);
  return made({ nodes: flow.boxes.map((one) => ({ ...one })), links: flow.bands.map((one) => ({ ...one })) });
}
