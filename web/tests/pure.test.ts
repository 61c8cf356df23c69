import { expect, test } from "vitest";
import { OPEN, inTime, isolated, keepsEdge, toggled } from "../src/filter";
import { flowOf, layOut } from "../src/flow";
import { DARK, LIGHT, contrast } from "../src/palette";
import { inColumns, nearest, place } from "../src/place";
import type { EdgeView } from "../src/records";
import { toCsv, linkRow } from "../src/rows";
import { isSolid, lineOf } from "../src/standing";
import { arrows, mergedWords, sumOf } from "../src/sums";
import { histogram } from "../src/timeline";
import { amountShort, amountWords, dateWords } from "../src/values";
import { EMPTY, fromAddress, toAddress } from "../src/view";
import { labelOf } from "../src/words";

interface Given {
  min?: string;
  max?: string;
  currency?: string;
  day?: string;
  granularity?: string;
  standing?: string;
  contested?: boolean;
  inferred?: boolean;
  replaces?: string[];
}

function payment(id: string, source: string, target: string, given: Given = {}): EdgeView {
  const { min = "100.00", max = min, currency = "USD", day = "2008-02-01" } = given;
  return {
    id,
    source,
    target,
    kind: "Payment",
    granularity: given.granularity ?? "single",
    overlaps: [],
    replaces: given.replaces ?? [],
    amount: { min, max, currency, precision: "exact" },
    date: { earliest: day, latest: day, precision: "day", circa: false },
    evidence: {
      ladder: "fact",
      standing: given.standing ?? "asserted",
      tier: 1,
      contested: given.contested ?? false,
      inferred: given.inferred ?? false,
      asserted_by: ["org.a"],
      denied_by: [],
    },
  } as unknown as EdgeView;
}

const accusation = {
  id: "acu.x",
  source: "per.x",
  target: "evt.y",
  kind: "Accusation",
  role: "accomplice",
  sentence: "A alleges that X had a part in “Y”; no statement found in the sources read.",
  evidence: { ladder: "conduct", standing: "alleged", tier: 1, contested: false, inferred: false, asserted_by: ["org.a"], denied_by: [] },
} as unknown as EdgeView;

test("only found, upheld and official record are solid, and only uncontested", () => {
  for (const standing of ["refuted", "denied_only", "asserted", "documented", "alleged", "charged", "admitted"]) {
    expect(isSolid({ standing, contested: false, inferred: false } as never)).toBe(false);
  }
  for (const standing of ["found", "upheld", "official_record"]) {
    expect(isSolid({ standing, contested: false, inferred: false } as never)).toBe(true);
    expect(isSolid({ standing, contested: true, inferred: false } as never)).toBe(false);
    expect(isSolid({ standing, contested: false, inferred: true } as never)).toBe(false);
  }
  expect(lineOf({ standing: "found", contested: true, inferred: false } as never)).toBe("contested");
});

test("a label on conduct names its asserter and its rung", () => {
  expect(labelOf(accusation, (id) => ({ "org.a": "A" })[id] ?? id)).toBe("accused by A · alleged");
});

test("money is summed exactly, and only where it may be", () => {
  expect(sumOf([payment("p1", "a", "b", { min: "0.10" }), payment("p2", "a", "b", { min: "0.20" })])?.min).toBe("0.30");
  expect(sumOf([payment("p1", "a", "b"), payment("p2", "a", "b", { granularity: "aggregate" })])).toBeUndefined();
  expect(sumOf([payment("p1", "a", "b"), payment("p2", "a", "b", { currency: "EUR" })])).toBeUndefined();
  expect(sumOf([payment("p1", "a", "b", { currency: "XXX" })])).toBeUndefined();
});

test("parallel payments are one arrow with the weakest line, until they are opened", () => {
  const edges = [payment("p1", "a", "b", { standing: "found" }), payment("p2", "a", "b", { contested: true }), payment("p3", "b", "a")];
  const [merged, back] = arrows(edges, new Set());
  expect(merged).toMatchObject({ id: "sum:a~b", line: "contested" });
  expect(back?.id).toBe("p3");
  expect(arrows(edges, new Set(["a~b"]))).toHaveLength(3);
  expect(mergedWords(edges.slice(0, 2))).toContain("2 payments, $200, 2008");
});

test("the address carries the whole view", () => {
  const view = {
    ...EMPTY,
    ids: ["per.a", "org.b"],
    at: { "per.a": [1.5, -20] as const, "org.b": [0, 3.1] as const },
    pinned: ["per.a"],
    hidden: ["org.b"],
    group: ["per.a", "org.b"],
    opened: ["per.a~org.b"],
    inferred: true,
    path: { source: "per.a", target: "org.b", money: true, inferred: false, cost: "evidence" as const, hops: 12 },
    flows: { source: "per.a", target: "", by: "country" as const },
    trace: { source: "pay.a", back: true, both: false, apart: true, rule: "fifo" },
    filter: { families: ["event"], kinds: ["Payment"], lines: ["claimed"], after: "2008-01", before: "2009-12", least: 1000 },
    selected: "per.a",
    brief: true,
    show: "flow" as const,
    columns: "period" as const,
    currency: "USD",
  };
  expect(fromAddress(toAddress(view))).toEqual(view);
  expect(fromAddress("#v=nonsense&n=a*x*y&from=1&path=a")).toEqual({ ...EMPTY, ids: ["a"] });
});

test("adding a node moves none that stands", () => {
  const at = place(["a", "b"], [{ source: "a", target: "b" }], {});
  const more = place(["a", "b", "c", "d"], [{ source: "a", target: "c" }], at);
  expect(more.a).toEqual(at.a);
  expect(more.b).toEqual(at.b);
  expect(more.c).toBeDefined();
});

test("arrow keys find the neighbour in their direction, columns keep what is pinned", () => {
  const at = inColumns([["a"], ["b"], ["c"]], { b: [7, 7] }, ["b"]);
  expect(at.b).toEqual([7, 7]);
  expect(at.a![0]).toBeLessThan(at.c![0]);
  const places = { a: [0, 0], b: [10, 1], c: [-5, 0] } as const;
  expect(nearest("a", places, ["a", "b", "c"], 1, 0)).toBe("b");
  expect(nearest("a", places, ["a", "b", "c"], -1, 0)).toBe("c");
  expect(nearest("a", places, ["a", "b", "c"], 0, 1)).toBeUndefined();
});

test("a cycle of payments unrolls to the right", () => {
  const flow = flowOf([payment("p1", "a", "b", { day: "2008-01-01" }), payment("p2", "b", "a", { day: "2008-02-01" })], "", "hop");
  expect(flow.boxes.filter((one) => one.id === "a")).toHaveLength(2);
  expect(flow.boxes.find((one) => one.again)?.id).toBe("a");
  expect(layOut(flow, 600, 400).links).toHaveLength(2);
});

test("the flow says what it does not draw", () => {
  const flow = flowOf(
    [payment("p1", "a", "b"), payment("p2", "a", "b", { currency: "EUR" }), payment("p3", "a", "a"), payment("p4", "b", "c", { replaces: ["p1"] })],
    "USD",
    "period",
  );
  expect(flow.bands.map((one) => one.edge.id)).toEqual(["p4"]);
  expect(flow.beside.map((one) => one.why)).toEqual(["another payment replaces it", "in EUR", "paid to itself"]);
});

test("filters keep what has no date, and Alt-click isolates", () => {
  const undated = { ...payment("p", "a", "b"), date: null } as unknown as EdgeView;
  const filter = { ...OPEN, after: "2010-01" };
  expect(inTime(filter, undated)).toBe(true);
  expect(inTime(filter, payment("p", "a", "b"))).toBe(false);
  expect(keepsEdge({ ...OPEN, least: 500 }, payment("p", "a", "b"))).toBe(false);
  expect(isolated([], "a", ["a", "b"])).toEqual(["b"]);
  expect(isolated(["b"], "a", ["a", "b"])).toEqual([]);
  expect(toggled(["a"], "a")).toEqual([]);
});

test("amounts and dates say no more than the source", () => {
  const amount = { min: "857354.00", max: "857354.00", currency: "USD", precision: "exact" } as const;
  expect(amountWords(amount)).toBe("$857,354");
  expect(amountShort({ ...amount, precision: "about" })).toBe("about $857k");
  expect(amountWords({ ...amount, max: null, precision: "exact" })).toBe("at least $857,354");
  expect(dateWords({ earliest: "2008-02-01", latest: "2008-02-29", precision: "month", circa: false })).toBe("February 2008");
  expect(dateWords({ earliest: null, latest: null, precision: "open", circa: false })).toBe("no date in the source");
});

test("the histogram counts what has no date", () => {
  const bars = histogram([payment("p1", "a", "b"), payment("p2", "a", "b", { day: "2008-04-01" }), accusation]);
  expect(bars.undated).toBe(1);
  expect(bars.bars.map((one) => one.all)).toEqual([1, 0, 1]);
});

test("the CSV carries asserter, rung and denial, and no cell is a formula", () => {
  const row = linkRow(accusation, (id) => (id === "org.a" ? "=A" : id));
  const csv = toCsv([row]);
  expect(csv).toContain("'=A");
  expect(csv).toContain("alleged");
  expect(csv).toContain("no statement found in the sources read");
});

test("text has 4.5:1 and lines have 3:1 against the paper in both themes", () => {
  for (const palette of [LIGHT, DARK]) {
    for (const ground of [palette.paper, palette.panel]) {
      expect(contrast(palette.ink, ground)).toBeGreaterThan(4.5);
      expect(contrast(palette.dim, ground)).toBeGreaterThan(4.5);
      expect(contrast(palette.focus, ground)).toBeGreaterThan(4.5);
    }
    for (const colour of [...Object.values(palette.family), ...Object.values(palette.line)]) {
      expect(contrast(colour, palette.paper)).toBeGreaterThan(3);
    }
  }
});
