/** Parallel payments as one arrow, and the only sums that may be stated. */
import type { Amount, EdgeView } from "./records";
import { amountOf, whenOf } from "./records";
import { type Line, lineOf, standingWords } from "./standing";
import { amountShort } from "./values";

function minor(decimal: string): bigint {
  const [whole = "0", cents = ""] = decimal.split(".");
  return BigInt(whole + cents.padEnd(4, "0").slice(0, 4));
}

function decimal(tenThousandths: bigint): string {
  const text = String(tenThousandths).padStart(5, "0");
  return `${text.slice(0, -4)}.${text.slice(-4, -2)}`;
}

/** The exact sum of decimal strings. */
export const plus = (decimals: readonly string[]): string => decimal(decimals.reduce((sum, one) => sum + minor(one), 0n));

const WEAKNESS = ["exact", "about", "at_most", "at_least"];

/**
 * The sum of single, non-overlapping payments in one stated currency with both bounds.
 * @returns nothing where evidence.md allows no sum.
 */
export function sumOf(payments: readonly EdgeView[]): Amount | undefined {
  const amounts: Amount[] = [];
  for (const one of payments) {
    const amount = amountOf(one);
    if (!amount?.min || !amount.max || amount.currency === "XXX") return undefined;
    if (!("granularity" in one) || one.granularity !== "single") return undefined;
    if (one.overlaps?.length || one.replaces?.length) return undefined;
    if (amounts[0] && amounts[0].currency !== amount.currency) return undefined;
    amounts.push(amount);
  }
  if (!amounts[0]) return undefined;
  const add = (pick: (one: Amount) => string) => decimal(amounts.reduce((sum, one) => sum + minor(pick(one)), 0n));
  const precision = WEAKNESS[Math.max(...amounts.map((one) => WEAKNESS.indexOf(one.precision)))]!;
  return {
    min: add((one) => one.min!),
    max: add((one) => one.max!),
    currency: amounts[0].currency,
    precision: precision as Amount["precision"],
  };
}

/** What is left of one sum over another, as wide as both leave it; nothing where it may be none. */
export function difference(more: Amount, less: Amount): Amount | undefined {
  const low = minor(more.min!) - minor(less.max!);
  const high = minor(more.max!) - minor(less.min!);
  if (high <= 0n || more.currency !== less.currency) return undefined;
  const precision = WEAKNESS[Math.max(WEAKNESS.indexOf(more.precision), WEAKNESS.indexOf(less.precision))]!;
  return { min: decimal(low > 0n ? low : 0n), max: decimal(high), currency: more.currency, precision: precision as Amount["precision"] };
}

/** One arrow of the picture: a record, or several payments between the same two. */
export interface Arrow {
  id: string;
  source: string;
  target: string;
  edges: EdgeView[];
  line: Line;
}

const WEAKEST_FIRST: Line[] = ["inferred", "contested", "claimed", "solid"];

/** Merge the payments of each ordered pair, unless the pair was opened; the weakest line shows. */
export function arrows(edges: readonly EdgeView[], opened: ReadonlySet<string>): Arrow[] {
  const made: Arrow[] = [];
  const merged = new Map<string, Arrow>();
  for (const edge of edges) {
    const key = `${edge.source}~${edge.target}`;
    const line = lineOf(edge.evidence);
    const there = edge.kind === "Payment" && !opened.has(key) ? merged.get(key) : undefined;
    if (there) {
      there.edges.push(edge);
      there.line = WEAKEST_FIRST.find((one) => one === line || one === there.line)!;
      there.id = `sum:${key}`;
    } else {
      const arrow = { id: edge.id, source: edge.source, target: edge.target, edges: [edge], line };
      made.push(arrow);
      if (edge.kind === "Payment") merged.set(key, arrow);
    }
  }
  return made;
}

/** `3 payments, $2.1m, 2008 to 2009 · asserted`; the sum only where one may be stated. */
export function mergedWords(edges: readonly EdgeView[]): string {
  const sum = sumOf(edges);
  const days = edges.flatMap((one) => {
    const when = whenOf(one);
    return [when?.earliest, when?.latest].filter((day): day is string => !!day);
  });
  const years = [...new Set(days.map((day) => day.slice(0, 4)))].sort();
  const span = years.length > 1 ? `${years[0]}–${years.at(-1)}` : years[0];
  const standings = [...new Set(edges.map((one) => standingWords(one.evidence)))];
  const words = [`${edges.length} payments`, sum ? amountShort(sum) : "not summed", span];
  return `${words.filter(Boolean).join(", ")} · ${standings.join(" / ")}`;
}
