/** Asking for flows: what payments come to, followed on from a party, back to one, or between two. */
import { batch, signal } from "@preact/signals";
import { ask } from "./client";
import type { FlowsAnswer } from "./flows";
import { arrivals } from "./pathways";
import { quietly } from "./reading";
import * as state from "./state";
import type { FlowsAsk } from "./view";

export const flowed = signal<FlowsAnswer | null>(null);

async function read(asked: FlowsAsk): Promise<FlowsAnswer> {
  const { source, target, by } = asked;
  const answer = await ask((api) =>
    api.GET("/api/v1/flows", {
      params: { query: { source: source ? [source] : [], target: target ? [target] : [], by: by as never, period: "none", layers: "hops", inferred: state.view.value.inferred } },
    }),
  );
  state.learn({ nodes: answer.entities });
  return answer;
}

export function flowsName({ source, target }: FlowsAsk): string {
  return [source && `from ${state.nameOf(source)}`, target && `to ${state.nameOf(target)}`].filter(Boolean).join(" ");
}

export const flows = quietly(async (asked: FlowsAsk) => {
  const answer = await read(asked);
  batch(() => {
    state.change({ flows: asked, trace: null, show: "flow" });
    flowed.value = answer;
    const sums = answer.links.length;
    state.said.value = `Flows ${flowsName(asked)}: ${sums} ${sums === 1 ? "sum" : "sums"} between ${answer.nodes.length} parties, ${answer.stubs.length} in no sum.`;
  });
});

arrivals.push(
  quietly(async () => {
    const asked = state.view.value.flows;
    flowed.value = asked ? await read(asked) : null;
  }),
);

export function dropFlows(): void {
  flowed.value = null;
  state.change({ flows: null });
}
