/** Asking for a trace, and for what holds under every rule. */
import { batch, signal } from "@preact/signals";
import { ask } from "./client";
import { arrivals } from "./pathways";
import { add, nameThem, quietly } from "./reading";
import * as state from "./state";
import type { TraceAnswer } from "./trace";
import type { components } from "./api";
import type { TraceAsk } from "./view";

export const traced = signal<TraceAnswer | null>(null);

/** Rules that conserve, and those that stand apart; back in time only some can run. */
const CONSERVING = ["fifo", "lifo", "pro_rata", "libr", "taint_first"];
const APART = ["pari_passu_terminal", "poison", "facilitation"];
/** So many hops of each rule are listed and drawn. */
const HOPS = 200;

/** The question that a button asks. */
export const from = (source: string, back: boolean): TraceAsk => ({ source, back, both: false, apart: false, rule: "" });

async function read(asked: TraceAsk): Promise<TraceAnswer> {
  const rule = asked.apart && !asked.back ? [...CONSERVING, ...APART] : [];
  const body = { source: [asked.source], direction: asked.back ? "back" : "forward", order: asked.both ? "both" : "by_locator", hop_limit: HOPS, rule };
  const answer = (await ask((api) => api.POST("/api/v1/trace", { body: body as never }))) as TraceAnswer;
  state.learn({ nodes: answer.nodes, edges: answer.edges });
  const voices = [...answer.asked.flatMap((one) => one.transfer ?? []), ...answer.rules.flatMap((one) => one.hops.map((hop) => hop.transfer))];
  await nameThem(answer.edges ?? [], voices.flatMap((one) => [...one.asserted_by, ...one.denied_by]));
  return answer;
}

function told(asked: TraceAsk, answer: TraceAnswer): string {
  const hops = Math.max(0, ...answer.rules.map((one) => one.hops_total));
  const differ = answer.compared.filter((one) => one.differs).length;
  const begin = `Trace ${asked.back ? "back" : "forward"} from ${traceName(asked.source)}`;
  if (!hops) return `${begin}: no rule can follow it. ${answer.words?.[0] ?? ""}`;
  const ends = answer.compared.length;
  return `${begin}: at most ${hops} ${hops === 1 ? "payment" : "payments"}, ${ends} ${ends === 1 ? "end" : "ends"}; the rules ${differ ? `differ on ${differ}` : "agree"}.`;
}

/** A payment by its two ends, a party by its name. */
export function traceName(source: string): string {
  const edge = state.edges.value.get(source);
  return edge ? `the payment of ${state.nameOf(edge.source)} to ${state.nameOf(edge.target)}` : state.nameOf(source);
}

/** The parties of its payments; where no rule begins, those of the payment asked about. */
function partiesOf(answer: TraceAnswer): string[] {
  const ends = (one: { source: string | null; target: string | null } | null) => [one?.source, one?.target].filter((id): id is string => !!id);
  const passed = answer.rules.flatMap((rule) => rule.hops.flatMap((hop) => ends(hop.transfer)));
  return [...new Set(passed.length ? passed : answer.asked.flatMap((one) => ends(one.transfer)))];
}

/** Trace the money, draw it, and put its parties on the canvas. */
export const trace = quietly(async (asked: TraceAsk) => {
  const answer = await read(asked);
  await add(partiesOf(answer), { trace: asked, show: "flow" }, answer.edges);
  batch(() => {
    traced.value = answer;
    state.said.value = told(asked, answer);
  });
});

/** Read again what an address asks for. */
arrivals.push(
  quietly(async () => {
    const asked = state.view.value.trace;
    traced.value = asked ? await read(asked) : null;
    if (traced.value && !state.view.value.ids.length) await add(partiesOf(traced.value), {}, traced.value.edges);
  }),
);

export function dropTrace(): void {
  traced.value = null;
  state.change({ trace: null });
}

export type BoundsAnswer = components["schemas"]["BoundsAnswer"];

/** How much of a balance can, and must, be the money asked about, whatever rule is applied. */
export async function boundsOf(asked: TraceAsk, target: string): Promise<BoundsAnswer> {
  const body = { source: [asked.source], target: [target], order: asked.both ? "both" : "by_locator" };
  return ask((api) => api.POST("/api/v1/bounds", { body: body as never }));
}
