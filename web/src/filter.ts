/** What of the canvas is shown: the legend is the filter. */
import { type EdgeView, type NodeView, type Family, amountOf, familyOf, whenOf } from "./records";
import { type Line, lineOf } from "./standing";
import { magnitude } from "./values";

export interface Filter {
  /** Families, relations and lines that are switched off. */
  families: readonly string[];
  kinds: readonly string[];
  lines: readonly string[];
  /** Months (`2008-02`), both included; empty is no bound. What has no date always stays. */
  after: string;
  before: string;
  /** The smallest amount, in whole units of any currency; 0 is none. Edges without one stay. */
  least: number;
}

export const OPEN: Filter = { families: [], kinds: [], lines: [], after: "", before: "", least: 0 };

export const isOpen = (filter: Filter): boolean => JSON.stringify(filter) === JSON.stringify(OPEN);

export function keepsNode(filter: Filter, node: NodeView): boolean {
  return !filter.families.includes(familyOf(node.kind ?? ""));
}

/** Whether an edge passes all but the dates: dates fade, they do not remove. */
export function keepsEdge(filter: Filter, edge: EdgeView): boolean {
  if (filter.kinds.includes(edge.kind ?? "")) return false;
  if (filter.lines.includes(lineOf(edge.evidence))) return false;
  const amount = amountOf(edge);
  return !(filter.least > 0 && amount && magnitude(amount) < filter.least);
}

/** Whether an edge may have held between the two months. */
export function inTime(filter: Filter, edge: EdgeView): boolean {
  if (!filter.after && !filter.before) return true;
  const when = whenOf(edge);
  if (!when) return true;
  if (filter.after && when.latest && when.latest.slice(0, 7) < filter.after) return false;
  return !(filter.before && when.earliest && when.earliest.slice(0, 7) > filter.before);
}

export function toggled(list: readonly string[], item: string): string[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item].sort();
}

/** Alt-click: this one alone, or everything again where it already is alone. */
export function isolated(off: readonly string[], item: string, all: readonly string[]): string[] {
  const others = all.filter((one) => one !== item);
  const alone = !off.includes(item) && others.every((one) => off.includes(one));
  return alone ? [] : others.sort();
}

export interface Counts {
  families: Record<Family, number>;
  lines: Record<Line, number>;
  kinds: Map<string, number>;
}

export function counts(nodes: readonly NodeView[], edges: readonly EdgeView[]): Counts {
  const families = {} as Record<Family, number>;
  const lines = {} as Record<Line, number>;
  const kinds = new Map<string, number>();
  for (const node of nodes) {
    const family = familyOf(node.kind ?? "");
    families[family] = (families[family] ?? 0) + 1;
  }
  for (const edge of edges) {
    const line = lineOf(edge.evidence);
    lines[line] = (lines[line] ?? 0) + 1;
    kinds.set(edge.kind ?? "", (kinds.get(edge.kind ?? "") ?? 0) + 1);
  }
  return { families, lines, kinds };
}

/** The filter in words, for the live region and for exports. */
export function filterWords(filter: Filter): string {
  const words: string[] = [];
  if (filter.families.length) words.push(`without ${filter.families.join(", ")}`);
  if (filter.kinds.length) words.push(`without relations ${filter.kinds.join(", ")}`);
  if (filter.lines.length) words.push(`without lines that are ${filter.lines.join(", ")}`);
  if (filter.after) words.push(`from ${filter.after}`);
  if (filter.before) words.push(`to ${filter.before}`);
  if (filter.least) words.push(`amounts of at least ${filter.least.toLocaleString("en")}`);
  return words.length ? words.join("; ") : "no filter";
}
