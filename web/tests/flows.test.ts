import { expect, test } from "vitest";
import { layOut } from "../src/flow";
import { type FlowLink, type FlowsAnswer, flowsFlow, lineOfSum, sumStanding } from "../src/flows";

function link(source: string, target: string, more: Partial<FlowLink> = {}): FlowLink {
  return {
    id: `${source}>${target}`, source, target, value: "10.00", min: "10.00", max: "10.00", precision: "exact", currency: "USD", dataset: null,
    count: 1, payments: ["pay.1"], first: "2008-01-01", last: "2008-01-01", period: "", standing: "asserted", contested: 0, inferred: false, ...more,
  };
}
const spot = (id: string, layer: number) => ({ id, group: id, layer, caption: id.toUpperCase(), kind: "Company", entity: id, returns_to: null });

const answer = {
  nodes: [spot("a", 0), spot("b", 1), spot("c", 2)],
  links: [link("a", "b"), link("a", "b", { id: "euro", currency: "EUR", value: "99.00" })],
  stubs: [
    { source: "b", target: "c", why: "total", words: "a total of several payments is never summed", payments: ["pay.9"], count: 1, amounts: [] },
    { source: "c", target: null, why: "beyond", words: "goes on beyond the hops that were asked", payments: [], count: 0, amounts: [] },
  ],
  layers: "hops",
  currencies: ["EUR", "USD"],
} as unknown as FlowsAnswer;

test("one picture holds one currency", () => {
  expect(flowsFlow(answer, "USD").bands.map((one) => one.value)).toEqual([10]);
  expect(flowsFlow(answer, "").bands.map((one) => one.id)).toEqual(["euro"]);
});

test("a sum is solid only where all of it is established and nobody denies any of it", () => {
  expect(lineOfSum(link("a", "b", { standing: "found" }))).toBe("solid");
  expect(lineOfSum(link("a", "b", { standing: "found", contested: 1 }))).toBe("contested");
  expect(lineOfSum(link("a", "b", { standing: "documented" }))).toBe("claimed");
});

test("a sum of several says that its rung is the weakest", () => {
  expect(sumStanding(link("a", "b", { count: 3, contested: 2 }))).toBe("weakest: asserted, 2 contested");
});

test("what is in no sum is a thread without height, in its column, and a stub says why", () => {
  const flow = flowsFlow(answer, "USD");
  const laid = layOut(flow, 900, 400);
  expect(laid.links).toHaveLength(1);
  const [a, b, c] = ["a", "b", "c"].map((key) => laid.nodes.find((one) => one.key === key)!);
  expect(a!.x0).toBeLessThan(b!.x0!);
  expect(b!.x0).toBeLessThan(c!.x0!);
  expect(c!.y1! - c!.y0!).toBeLessThan(1);
  expect(flow.boxes[2]!.marks.right).toBe("goes on beyond the hops that were asked");
});

test("threads alone are laid out as well", () => {
  const laid = layOut(flowsFlow({ ...answer, links: [], currencies: [] }, ""), 900, 400);
  for (const one of laid.nodes) expect(Number.isFinite(one.x0) && Number.isFinite(one.y0)).toBe(true);
});
