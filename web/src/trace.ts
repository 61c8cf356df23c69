/** A trace as a flow, and in words. The rules calculate; this only lays out what they say. */
import type { components } from "./api";
import { type Box, type Flow, type PaymentBand, bandOf } from "./flow";
import type { EdgeView } from "./records";
import { RUNG_WORDS } from "./standing";
import { plus } from "./sums";
import { amountShort, amountWords, dayWords } from "./values";

type Schemas = components["schemas"];
// The API leaves no list out; its schema says that it could.
export type RuleShown = Required<Schemas["RuleShown"]>;
export type TraceAnswer = Omit<Schemas["TraceAnswer"], "rules"> & { rules: RuleShown[] };
export type Transfer = Schemas["Transfer"];
export type Traced = Schemas["Traced"];

/** What every computed line says; the API's own words go before it. */
export const NO_ADVICE = "not legal advice";

const PLACES: Record<string, string> = {
  held: "lies with",
  paid: "paid to, where no ledger is known,",
  opening: "from the opening balance of",
  unexplained: "from money that no source explains, with",
  beyond: "left by a payment whose other party nobody names, from",
  holder: "in all accounts of",
};

/** Where money ends: `lies with A`. Back in time `paid` is where it came from. */
export function placeWords(place: string, back: boolean): string {
  if (back && place === "paid") return "came from, where no ledger is known,";
  if (back && place === "held") return "came from the balance of";
  return PLACES[place] ?? place.replaceAll("_", " ");
}

const amount = ({ min, max, currency }: Traced) => ({ min, max, currency, precision: "exact" }) as const;
export const tracedWords = (one: Traced): string => amountWords(amount(one));
export const tracedShort = (one: Traced): string => amountShort(amount(one));

/** `2008-02-01`, `2008-01-01/2008-02-29`, `../2008-02-29`. */
export function daysWords(date: string | null | undefined): string {
  if (!date) return "no date in the source";
  const [from = "", to] = date.split("/");
  if (!to) return dayWords(from);
  if (from === "..") return `by ${dayWords(to)}`;
  return to === ".." ? `on or after ${dayWords(from)}` : `between ${dayWords(from)} and ${dayWords(to)}`;
}

export function standingOf(one: Transfer): string {
  return `${RUNG_WORDS[one.standing] ?? one.standing}${one.contested ? ", contested" : ""}`;
}

/** How much of a hop is the money asked about. */
export const carried = (hop: RuleShown["hops"][number]): string => plus(hop.lots.flatMap((one) => (one.origin ? [one.amount] : [])));

/**
 * The hops of a rule as a flow: a party that is reached again stands further right.
 * @param edges the payments by id; a hop whose payment was not read is left out of the picture, never of the table.
 */
export function traceFlow(rule: RuleShown, back: boolean, edges: ReadonlyMap<string, EdgeView>, nameOf: (id: string) => string): Flow<PaymentBand> {
  const hops = back ? [...rule.hops].reverse() : rule.hops;
  const boxes = new Map<string, Box>();
  const now = new Map<string, number>();
  const bands: PaymentBand[] = [];
  const box = (id: string, column: number): string => {
    const key = `${id}#${column}`;
    if (!boxes.has(key)) boxes.set(key, { key, id, column, again: [...boxes.values()].some((one) => one.id === id), stub: "", marks: { left: "", right: "" } });
    now.set(id, column);
    return key;
  };
  for (const hop of hops) {
    const { id, source, target, currency } = hop.transfer;
    const edge = edges.get(id);
    const value = carried(hop);
    if (!edge || !source || !target || !Number(value)) continue;
    const from = now.get(source) ?? 0;
    const to = (now.get(target) ?? -1) > from ? now.get(target)! : from + 1;
    bands.push(bandOf(edge, box(source, from), box(target, to), nameOf, { value: Number(value), words: tracedShort({ min: value, max: value, currency }) }));
  }
  const say = (account: string | null | undefined, words: string) => {
    const at = account ? boxes.get(`${account}#${now.get(account)}`) : undefined;
    if (at) at.marks = { ...at.marks, right: [at.marks.right, words].filter(Boolean).join("; ") };
  };
  for (const one of boxes.values()) if (one.again) one.marks = { left: "", right: "again" };
  if (!back) for (const end of rule.ends) if (end.place === "held") say(end.account, `${tracedShort(end.amount)} stays`);
  for (const stop of rule.stops) say(stop.account, `may have gone on unseen${stop.asked ? `, at most ${tracedShort(stop.asked)}` : ""}`);
  const columns = Math.max(0, ...[...boxes.values()].map((one) => one.column));
  const currency = rule.entered[0]?.currency ?? "";
  return {
    currency,
    currencies: currency ? [currency] : [],
    boxes: [...boxes.values()],
    bands,
    threads: [],
    columns: Array.from({ length: columns + 1 }, (_, i) => (i ? `step ${i}` : "start")),
    beside: [],
  };
}

/** A trace as plain text: every computed line says by which rule, and under what condition. */
export function traceText(answer: TraceAnswer, title: string, back: boolean, nameOf: (id: string) => string): string {
  const lines = [title, "", ...(answer.words ?? [])];
  for (const one of answer.compared) {
    const sums = answer.rules.flatMap((rule) => (one.by_rule[rule.rule] ? [`${rule.title} ${tracedWords(one.by_rule[rule.rule]!)}`] : []));
    lines.push(`${placeWords(one.place, back)} ${nameOf(one.account)}: ${sums.join("; ")} (${one.calculated}).`);
  }
  for (const rule of answer.rules) {
    lines.push("", `${rule.title}: ${rule.definition} ${rule.authority ?? "No source for it was read."}`);
    for (const hop of rule.hops) {
      const { transfer } = hop;
      const value = carried(hop);
      const part = tracedWords({ min: value, max: value, currency: transfer.currency });
      const ends = `${transfer.source ? nameOf(transfer.source) : "somebody not named"} to ${transfer.target ? nameOf(transfer.target) : "somebody not named"}`;
      lines.push(`${hop.number}. ${ends}, ${daysWords(transfer.date)}: ${part} of it (${hop.calculated}; ${NO_ADVICE}). Payment ${standingOf(transfer)}, said by ${transfer.asserted_by.map(nameOf).join(", ") || "nobody named"} [${transfer.id}].`);
      if (transfer.sentence) lines.push(`   ${transfer.sentence}`);
    }
    for (const stop of rule.stops) lines.push(`It may have gone on unseen with ${stop.transfer.id}: ${stop.words}.`);
  }
  return [...lines, "", ...(answer.assumptions ?? [])].join("\n");
}
