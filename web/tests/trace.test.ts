import { expect, test } from "vitest";
import type { EdgeView } from "../src/records";
import { type RuleShown, type TraceAnswer, carried, daysWords, traceFlow, traceText } from "../src/trace";

const CALCULATED = "calculated by Clew under first in, first out, if the transfers happened as claimed";

function hop(number: number, source: string, target: string, asked: string, other = "0.00") {
  const transfer = {
    id: `pay.${number}`, source, target, amount: "100.00", currency: "USD", date: "2020-01-02", payments: [`pay.${number}`],
    standing: "asserted", contested: true, asserted_by: ["org.bank"], denied_by: ["org.a"], stated: "100.00 USD", differs: [], sentence: null,
  };
  return { number, transfer, lots: [{ origin: null, amount: other }, { origin: "pay.1", amount: asked }], calculated: CALCULATED };
}

// Money of 100 goes a, b, c; 60 of it comes back to a, and 40 may go on from c by a payment without a date.
const rule = {
  rule: "fifo", title: "first in, first out", definition: "First in, first out.", authority: null, forum: null, conserves: true, notice: "not legal advice",
  calculated: CALCULATED, entered: [{ min: "100.00", max: "100.00", currency: "USD" }],
  ends: [{ place: "held", account: "a", holders: [], amount: { min: "60.00", max: "60.00", currency: "USD" }, origins: [], calculated: CALCULATED }],
  hops: [hop(1, "a", "b", "100.00"), hop(2, "b", "c", "100.00", "20.00"), hop(3, "c", "a", "60.00")],
  hops_total: 3,
  stops: [{ transfer: hop(4, "c", "d", "0").transfer, why: "undated", words: "it has no date", account: "c", asked: { min: "0.00", max: "40.00", currency: "USD" } }],
  unexplained: [], standing: "asserted", contested: true, lots: 2,
} as unknown as RuleShown;

const edges = new Map([1, 2, 3].map((one) => [`pay.${one}`, { id: `pay.${one}` } as unknown as EdgeView]));

test("only the money asked about is counted on a payment", () => {
  expect(carried(rule.hops[1]!)).toBe("100.00");
  expect(carried(hop(9, "a", "b", "0.10", "5.00") as never)).toBe("0.10");
});

test("money that comes back stands further right, so that time runs forward", () => {
  const flow = traceFlow(rule, false, edges, (id) => id);
  expect(flow.boxes.map((one) => one.key)).toEqual(["a#0", "b#1", "c#2", "a#3"]);
  expect(flow.boxes[3]).toMatchObject({ again: true, marks: { right: "again; $60 stays" } });
  expect(flow.bands.map((one) => one.value)).toEqual([100, 100, 60]);
});

test("a trace back is drawn in the order of time as well", () => {
  const flow = traceFlow({ ...rule, hops: [...rule.hops].reverse() }, true, edges, (id) => id);
  expect(flow.bands.map((one) => one.edge.id)).toEqual(["pay.1", "pay.2", "pay.3"]);
});

test("where money may have gone on unseen the picture says so", () => {
  expect(traceFlow(rule, false, edges, (id) => id).boxes[2]!.marks.right).toBe("may have gone on unseen, at most $0–40");
});

test("every computed line of the text says by which rule, under what condition, and that it is no advice", () => {
  const answer = { asked: [], compared: [{ place: "held", account: "a", holders: [], currency: "USD", by_rule: { fifo: rule.ends[0]!.amount }, differs: false, calculated: `${CALCULATED}; not legal advice` }], rules: [rule], ledgers: 1, transfers: 3 } as unknown as TraceAnswer;
  const lines = traceText(answer, "Trace", false, (id) => id).split("\n");
  const computed = lines.filter((one) => /\$\d/.test(one));
  expect(computed).toHaveLength(4);
  for (const one of computed) expect(one).toMatch(/calculated by Clew under .*if the transfers happened as claimed.*not legal advice/);
  for (const one of computed.slice(1)) expect(one).toContain("asserted, contested, said by org.bank");
});

test("days are told as wide as they are", () => {
  expect(daysWords("2008-02-01/2008-02-29")).toBe("between 1 February 2008 and 29 February 2008");
  expect(daysWords("../2008-02-29")).toBe("by 29 February 2008");
  expect(daysWords(null)).toBe("no date in the source");
});
