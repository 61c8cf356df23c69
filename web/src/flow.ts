/** The payments of the canvas as a flow. Time runs to the right: money that comes back is a box further on. */
import { type SankeyGraph, sankey } from "d3-sankey";
import { type Amount, type EdgeView, amountOf, whenOf } from "./records";
import { type Line, lineOf, standingWords } from "./standing";
import { difference, sumOf } from "./sums";
import { amountShort, magnitude } from "./values";
import { labelOf, saidBy } from "./words";

export interface Box {
  key: string;
  id: string;
  /** What it is called where it is no record; none: by its record's name. */
  name?: string;
  column: number;
  /** True where the same party stands further left already. */
  again: boolean;
  /** What is said on either side of it: what is not traced, and that it stands further left already. */
  marks: { left: string; right: string };
  stub: "" | "start" | "end";
}
export interface Band {
  id: string;
  source: string;
  target: string;
  /** Its height; figures are written from `words`, never from here. */
  value: number;
  line: Line;
  /** What is written on it: the amount, and how far it is established. */
  words: readonly string[];
  /** What is told of it where the pointer rests. */
  title: string;
  /** The record that is selected by it. */
  record: string;
}
export interface PaymentBand extends Band {
  edge: EdgeView;
}
/** Something between two boxes that is in no sum: a thread without height. */
export interface Thread {
  source: string;
  target: string;
  title: string;
}
export interface Flow<B extends Band = Band> {
  currency: string;
  currencies: string[];
  boxes: Box[];
  bands: B[];
  threads: Thread[];
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

/** A payment as a band: its own amount unless a part of it is drawn. */
export function bandOf(edge: EdgeView, source: string, target: string, nameOf: (id: string) => string, part?: { value: number; words: string }): PaymentBand {
  const own = amountOf(edge);
  const figure = part?.words ?? (own ? amountShort(own) : "");
  return {
    id: edge.id,
    record: edge.id,
    edge,
    source,
    target,
    value: part?.value ?? magnitude(own),
    line: lineOf(edge.evidence),
    words: [figure, standingWords(edge.evidence)],
    title: `${nameOf(edge.source)} → ${nameOf(edge.target)}: ${part ? `${part.words} of ` : ""}${labelOf(edge, nameOf)}; said by ${saidBy(edge, nameOf)}`,
  };
}

export function flowOf(edges: readonly EdgeView[], asked: string, columns: "hop" | "period", nameOf: (id: string) => string = (id) => id): Flow<PaymentBand> {
  const payments = edges.filter((one) => one.kind === "Payment").sort((a, b) => day(a).localeCompare(day(b)) || (a.id < b.id ? -1 : 1));
  const tally = new Map<string, number>();
  for (const one of payments) {
    const currency = amountOf(one)?.currency;
    if (currency) tally.set(currency, (tally.get(currency) ?? 0) + 1);
  }
  const currencies = [...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([one]) => one);
  const currency = currencies.includes(asked) ? asked : (currencies[0] ?? "");
  const replaced = new Set(payments.flatMap((one) => ("replaces" in one ? (one.replaces ?? []) : [])));
  const beside: { edge: EdgeView; why: string }[] = [];
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
    if (!boxes.has(key)) boxes.set(key, { key, id, column, again: false, stub: "", marks: { left: "", right: "" } });
    return key;
  };
  const bands = kept.map((edge) => {
    const from = columns === "period" ? years.indexOf(day(edge).slice(0, 4)) : (hops.get(edge.source) ?? 0);
    // By hop a payee further left would turn time round: it gets a second box.
    const to = columns === "period" ? from + 1 : Math.max(from + 1, hops.get(edge.target) ?? from + 1);
    return bandOf(edge, box(edge.source, from), box(edge.target, to), nameOf);
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
  const flow = { currency, currencies, boxes: list, bands, threads: [], columns: [], beside };
  for (const one of list) one.marks = marksOf(flow, one);
  const last = Math.max(0, ...list.map((one) => one.column));
  const heads = Array.from({ length: last + 1 }, (_, i) => (columns === "period" ? (years[i] ?? "after") : i ? `step ${i}` : "start"));
  return { ...flow, columns: heads };
}

/**
 * What came in and is not seen to go on (`onward`), or went out and is not seen to come in.
 * @returns nothing where one side may not be summed, or where nothing is left over.
 */
export function untraced(flow: Flow<PaymentBand>, key: string, onward: boolean): Amount | undefined {
  const come = sumOf(flow.bands.filter((one) => one.target === key).map((one) => one.edge));
  const gone = sumOf(flow.bands.filter((one) => one.source === key).map((one) => one.edge));
  if (!come || !gone) return undefined;
  return difference(onward ? come : gone, onward ? gone : come);
}

function marksOf(flow: Flow<PaymentBand>, { key, again, stub }: Box): Box["marks"] {
  const [onward, before] = [untraced(flow, key, true), untraced(flow, key, false)];
  const right = stub === "end" ? "onward: not on this canvas" : onward ? `not traced onward: ${amountShort(onward)}` : "";
  return { left: before ? `from elsewhere: ${amountShort(before)}` : "", right: [again ? "again" : "", right].filter(Boolean).join("; ") };
}

export type Laid = SankeyGraph<Box, Band>;

/** Threads take a place in the layout, so that what hangs on them has its column; no height. */
export function layOut(flow: Flow, width: number, height: number): Laid {
  const most = Math.max(1, ...flow.bands.map((one) => one.value));
  const threads = flow.threads.map((one, i): Band => ({ ...one, id: `thread ${i}`, value: most * 1e-6, line: "claimed", words: [], record: "" }));
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
  const laid = made({ nodes: flow.boxes.map((one) => ({ ...one })), links: [...flow.bands, ...threads].map((one) => ({ ...one })) });
  if (!flow.bands.length) for (const one of laid.nodes) one.y1 = one.y0! + 3;
  return { nodes: laid.nodes, links: laid.links.filter((one) => !one.id.startsWith("thread ")) };
}
