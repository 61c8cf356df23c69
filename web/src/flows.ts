/** The API's flows as a flow: sums from spot to spot, and what is in no sum as threads. */
import type { components } from "./api";
import type { Band, Box, Flow } from "./flow";
import type { Amount } from "./records";
import { type Line, RUNG_WORDS, lineOf } from "./standing";
import { amountShort, amountWords, dayWords } from "./values";

type Schemas = components["schemas"];
export type FlowsAnswer = Schemas["FlowsAnswer"];
export type FlowLink = Schemas["FlowLink"];

const amountOf = (one: FlowLink): Amount => ({ min: one.min, max: one.max, currency: one.currency, precision: one.precision as Amount["precision"] });
export const sumWords = (one: FlowLink): string => amountWords(amountOf(one));

/** Solid only where all of it is found, upheld or official record, and nobody denies any of it. */
export function lineOfSum(one: FlowLink): Line {
  return lineOf({ standing: one.standing, contested: one.contested > 0, inferred: one.inferred } as never);
}

/** The weakest rung among the payments of a sum, and how many of them are contested. */
export function sumStanding(one: FlowLink): string {
  const words = [`${one.count > 1 ? "weakest: " : ""}${RUNG_WORDS[one.standing] ?? one.standing}`];
  if (one.contested) words.push(`${one.contested} contested`);
  if (one.inferred) words.push("inferred");
  return words.join(", ");
}

export function spanWords(one: FlowLink): string {
  if (one.period) return one.period;
  if (!one.first && !one.last) return "no date in the source";
  return one.first === one.last || !one.last ? dayWords(one.first!) : `${one.first ? dayWords(one.first) : "not known"} to ${dayWords(one.last)}`;
}

/**
 * @param asked the currency that is drawn; sums of different currencies are never in one picture.
 */
export function flowsFlow(answer: FlowsAnswer, asked: string): Flow {
  const currencies = answer.currencies ?? [];
  const currency = currencies.includes(asked) ? asked : (currencies[0] ?? "");
  const captions = new Map(answer.nodes.map((one) => [one.id, one.caption]));
  const links = answer.links.filter((one) => one.currency === currency);
  const bands = links.map((one): Band => {
    const payments = `${one.count} ${one.count === 1 ? "payment" : "payments"}`;
    return {
      id: one.id,
      source: one.source,
      target: one.target,
      value: Number(one.value),
      line: lineOfSum(one),
      words: [amountShort(amountOf(one)), `${payments}, ${sumStanding(one)}`],
      title: `${captions.get(one.source)} → ${captions.get(one.target)}: ${sumWords(one)} in ${payments}, ${spanWords(one)}; ${sumStanding(one)}`,
      record: one.payments[0] ?? "",
    };
  });
  const boxes = answer.nodes.map((one): Box => {
    const out = answer.stubs.filter((stub) => stub.source === one.id && !stub.target);
    const into = answer.stubs.filter((stub) => stub.target === one.id && !stub.source);
    const words = (list: typeof out) => [...new Set(list.map((stub) => stub.words))].join("; ");
    return {
      key: one.id,
      id: one.entity ?? "",
      name: one.caption,
      column: one.layer,
      again: !!one.returns_to,
      stub: "",
      marks: { left: words(into), right: [one.returns_to ? "again" : "", words(out)].filter(Boolean).join("; ") },
    };
  });
  const threads = answer.stubs.flatMap((one) => (one.source && one.target ? [{ source: one.source, target: one.target, title: `${captions.get(one.source)} → ${captions.get(one.target)}: ${one.words}` }] : []));
  const last = Math.max(0, ...boxes.map((one) => one.column));
  const columns = Array.from({ length: last + 1 }, (_, i) => (i ? `step ${i}` : "start"));
  return { currency, currencies, boxes, bands, threads, columns, beside: [] };
}
