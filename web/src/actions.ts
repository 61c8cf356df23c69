/** What a reader can do on the canvas: each makes one step of the view and one sentence. */
import { batch } from "@preact/signals";
import { ask } from "./client";
import { findPath, route } from "./pathways";
import { place } from "./place";
import { type EdgeView, type NodeView, caption, isConduct, kindWords, relation } from "./records";
import { add, complete, quietly } from "./reading";
import * as state from "./state";
import { labelOf } from "./words";

/** Above so many neighbours the page asks first. */
export const HUB = 60;

/** The sentence of a move. */
export function sentenceOf(id: string): string {
  const node = state.nodes.value.get(id);
  if (!node) return "";
  const mine = state.shownEdges.value.filter((one) => one.source === id || one.target === id);
  const kinds = new Map<string, number>();
  for (const one of mine) {
    const conduct = isConduct(one.kind ?? "");
    const word = conduct ? labelOf(one, state.nameOf) : relation(one.kind ?? "", one.source === id ? "out" : "in");
    kinds.set(word, (kinds.get(word) ?? 0) + 1);
  }
  const parts = [...kinds].map(([word, count]) => `${count} ${word}`).join(", ");
  const weak = mine.filter((one) => one.evidence?.standing === "alleged" || one.evidence?.contested).length;
  const hidden = node.hidden_neighbors ? ` ${node.hidden_neighbors} more neighbours are not on the canvas.` : "";
  return `${caption(node)}, ${kindWords(node.kind ?? "")}, ${mine.length} links${parts ? `: ${parts}` : ""}. ${weak} alleged or contested.${hidden}`;
}

export function select(id: string): void {
  batch(() => {
    if (state.picking.value && state.nodes.value.has(id) && id !== state.picking.value) {
      const source = state.picking.value;
      state.picking.value = "";
      void findPath({ source, target: id, money: false, inferred: false, cost: "hops", hops: 6 });
      return;
    }
    state.change({ selected: id }, true);
    if (state.nodes.value.has(id)) {
      state.cursor.value = id;
      state.said.value = sentenceOf(id);
    } else if (state.expanding.value !== id) state.expanding.value = "";
  });
}

export const show = quietly(async (id: string) => {
  if (state.picking.value && id !== state.picking.value) {
    const source = state.picking.value;
    state.picking.value = "";
    await route({ source, target: id, money: false, inferred: false, cost: "hops", hops: 6 });
    return;
  }
  await add([id], { selected: id });
  state.cursor.value = id;
  state.said.value = sentenceOf(id);
});

export const addAll = quietly(async (ids: readonly string[]) => {
  await add(ids);
  state.said.value = `${ids.length} added. ${state.shownWords.value}.`;
});

export interface Expand {
  kind?: string;
  direction?: "out" | "in" | "any";
  order?: "evidence" | "date" | "amount";
  limit?: number;
}

/** Bring in the neighbours of a node, by one relation or all. */
export const expand = quietly(async (id: string, how: Expand = {}) => {
  const answer = await ask((api) =>
    api.GET("/api/v1/entities/{id}/neighbors", {
      params: {
        path: { id },
        query: {
          kind: how.kind ? [how.kind as never] : [],
          direction: how.direction ?? "any",
          order: how.order ?? "evidence",
          limit: how.limit ?? HUB,
          inferred: state.view.value.inferred,
        },
      },
    }),
  );
  const found = answer.results as unknown as { edge: EdgeView; node: NodeView }[];
  state.learn({ nodes: found.map((one) => one.node), edges: found.map((one) => one.edge) });
  const before = new Set(state.view.value.ids);
  const fresh = [...new Set(found.map((one) => one.node.id))].filter((one) => !before.has(one));
  await add([id, ...fresh], { selected: id }, found.map((one) => one.edge));
  state.expanding.value = "";
  const left = answer.total.value - found.length;
  state.said.value = `${fresh.length} added around ${state.nameOf(id)}${left > 0 ? `, ${left} more not shown` : ""}. ${state.shownWords.value}.`;
  if (left > 0) state.warning.value = `Showing ${found.length} of ${answer.total.value} links of ${state.nameOf(id)}, by ${how.order ?? "evidence"}.`;
});

/** Double-click and `E`: all neighbours where they are few, else the form that asks which. */
export function expandOrAsk(id: string): void {
  const hidden = state.nodes.value.get(id)?.hidden_neighbors ?? 0;
  select(id);
  if (hidden > HUB) {
    state.expanding.value = id;
    state.said.value = `${state.nameOf(id)} has ${hidden} more neighbours: choose which relation to add.`;
  } else void expand(id);
}

/** Draw the neighbourhood of some nodes. */
export const surround = quietly(async (ids: readonly string[], hops: number, kinds: readonly string[] = []) => {
  const answer = await ask((api) =>
    api.GET("/api/v1/neighborhood", { params: { query: { id: [...ids], hops, limit: 300, kind: kinds as never[] } } }),
  );
  state.learn(answer);
  await add(answer.nodes.map((one) => one.id), { selected: ids[0] ?? "" }, answer.edges);
  const cut = answer.meta?.limits_hit?.map((one) => one.detail).join(" ");
  if (answer.meta?.truncated && cut) state.warning.value = `Not everything is drawn: ${cut}`;
});

export const setInferred = quietly(async (inferred: boolean) => {
  const now = state.view.value;
  await complete(now.ids, inferred);
  const path = now.path;
  if (path && (state.routes.value?.gaps?.joined || path.inferred)) {
    state.change({ inferred });
  } else state.change({ inferred, path: path && { ...path, inferred } });
  state.said.value = inferred ? "Inferred joins are shown; no source says them." : "Inferred joins are not shown.";
});

// ------------------------------------------------------------------------------ hide, pin, arrive

export function hide(id: string): void {
  const now = state.view.value;
  state.change({ hidden: [...now.hidden, id], selected: now.selected === id ? "" : now.selected });
  state.said.value = `${state.nameOf(id)} hidden. ${state.shownWords.value}.`;
}

export function pin(id: string, on?: boolean): void {
  const now = state.view.value;
  const there = now.pinned.includes(id);
  if (on === there) return;
  state.change({ pinned: there ? now.pinned.filter((one) => one !== id) : [...now.pinned, id] });
  state.said.value = `${state.nameOf(id)} ${there ? "no longer pinned" : "pinned"}.`;
}

// ------------------------------------------------------------------------------ what is picked together

/** Pick these together, and nothing else. */
export function gather(ids: readonly string[]): void {
  state.change({ group: [...ids] }, true);
  state.said.value = ids.length ? `${ids.length} picked.` : "Nothing is picked.";
}

/** Add to what is picked, or take away. */
export function pick(id: string): void {
  const { group } = state.view.value;
  const there = group.includes(id);
  gather(there ? group.filter((one) => one !== id) : [...group, id]);
  state.said.value = `${state.nameOf(id)} ${there ? "left out" : "picked"}; ${state.view.value.group.length} picked.`;
}

export function neighboursOf(ids: readonly string[]): string[] {
  const found = new Set(ids);
  for (const one of state.shownEdges.value) {
    if (ids.includes(one.source)) found.add(one.target);
    if (ids.includes(one.target)) found.add(one.source);
  }
  return [...found];
}

export const inverted = (ids: readonly string[]): string[] =>
  state.shownNodes.value.flatMap((one) => (ids.includes(one.id) ? [] : [one.id]));

export function hideAll(ids: readonly string[]): void {
  const now = state.view.value;
  state.change({ hidden: [...new Set([...now.hidden, ...ids])], group: [], selected: ids.includes(now.selected) ? "" : now.selected });
  state.said.value = `${ids.length} hidden. ${state.shownWords.value}.`;
}

export const keepOnly = (ids: readonly string[]): void => hideAll(inverted(ids));

export function pinAll(ids: readonly string[]): void {
  state.change({ pinned: [...new Set([...state.view.value.pinned, ...ids])] });
  state.said.value = `${ids.length} pinned.`;
}

export function unpinAll(): void {
  state.change({ pinned: [] });
  state.said.value = "Nothing is pinned.";
}

export function move(id: string, to: readonly [number, number]): void {
  const now = state.view.value;
  state.change({ at: { ...now.at, [id]: to }, pinned: now.pinned.includes(id) ? now.pinned : [...now.pinned, id] });
}

/** Lay everything that is not pinned anew. */
export function layAnew(): void {
  const now = state.view.value;
  const kept = Object.fromEntries(Object.entries(now.at).filter(([id]) => now.pinned.includes(id)));
  state.change({ at: place(now.ids, state.between.value, kept) });
}

