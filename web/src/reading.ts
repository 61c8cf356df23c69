/** Reading from the API into the state: records, the edges among them, the names of asserters. */
import { Refused, ask, online, returned } from "./client";
import { place } from "./place";
import { type EdgeView, caption } from "./records";
import * as state from "./state";
import type { View } from "./view";

/** The canvas holds so many nodes and no more. */
export const CAP = 3000;

/** The last thing asked for while the API was away: it is asked again by itself. */
let owed: (() => Promise<void>) | undefined;
returned.push(() => {
  const again = owed;
  owed = undefined;
  void again?.();
});

/** What the API refuses is said on the page; what is broken is thrown. */
export const quietly = <A extends unknown[]>(act: (...args: A) => Promise<void>) => {
  const again = async (...args: A): Promise<void> => {
    state.failure.value = "";
    try {
      await act(...args);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      state.failure.value = error.message;
      if (!online.value) owed = () => again(...args);
    }
  };
  return again;
};

/** Read every edge among the nodes of the canvas, so that the same ids give the same picture. */
export async function complete(ids: readonly string[], inferred: boolean): Promise<void> {
  if (!ids.length) return;
  const answer = await ask((api) =>
    api.POST("/api/v1/subgraph", { body: { ids: [...ids], inferred, limit: 5000, undated: "include" } as never }),
  );
  state.learn(answer);
  state.warning.value = answer.meta?.truncated
    ? `Not everything is drawn: ${answer.meta?.limits_hit?.map((one) => one.detail).join(" ")}`
    : "";
  await nameThem(answer.edges);
}

const ID = /^[a-z]{3}\.[a-z0-9][a-z0-9.-]*$/;

/** Learn how asserters are called; a name that cannot be had is printed as its id. */
export async function nameThem(edges: readonly EdgeView[], more: readonly string[] = []): Promise<void> {
  const asked = new Set([
    ...edges.flatMap((one) => [...(one.evidence?.asserted_by ?? []), ...(one.evidence?.denied_by ?? [])]),
    ...more,
  ]);
  const missing = [...asked].filter((id) => ID.test(id) && !state.nodes.value.has(id) && !state.names.value.has(id));
  if (!missing.length) return;
  const answer = await ask((api) => api.POST("/api/v1/subgraph", { body: { ids: missing, limit: 0 } as never })).catch(() => undefined);
  const next = new Map(state.names.value);
  for (const one of answer?.nodes ?? []) next.set(one.id, caption(one));
  state.names.value = next;
}

/** Put nodes on the canvas, next to what they are joined to; what stands stays. */
export async function add(ids: readonly string[], next: Partial<View> = {}, near: readonly EdgeView[] = []): Promise<void> {
  const now = state.view.value;
  const all = [...new Set([...now.ids, ...ids])];
  const kept = all.slice(0, CAP);
  await complete(kept, next.inferred ?? now.inferred);
  const pairs = [...near, ...[...state.edges.value.values()].filter((one) => kept.includes(one.source) && kept.includes(one.target))];
  const at = place(kept, pairs, next.at ?? now.at);
  state.change({ ids: kept, hidden: now.hidden.filter((id) => !ids.includes(id)), ...next, at });
  if (all.length > kept.length) {
    state.warning.value = `The canvas holds ${CAP.toLocaleString("en")} nodes; ${all.length - kept.length} were left out. Hide or clear some first.`;
  }
}


/** Read one record that is on no canvas, with the names of its ends. @returns what went wrong, or nothing. */
export async function readRecord(id: string): Promise<string> {
  try {
    const page = await ask((api) => api.GET("/api/v1/records/{id}", { params: { path: { id } } }));
    if ("edge" in page) {
      await nameThem([page.edge], [page.edge.source, page.edge.target]);
      state.learn({ edges: [page.edge] });
    } else if ("entity" in page) state.learn({ nodes: [page.entity] });
    else return "This record is shown on its own page only.";
    return "";
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.message;
  }
}
