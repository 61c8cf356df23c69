/** What a reader can do: each asks the API, learns the records, and makes one step of the view. */
import { batch } from "@preact/signals";
import { Refused, ask, returned } from "./client";
import { inColumns, place } from "./place";
import { type EdgeView, type NodeView, type Path, caption, isConduct, kindWords, relation } from "./records";
import * as state from "./state";
import { RUNG_WORDS, lineLabel } from "./standing";
import type { PathAsk, View } from "./view";

/** Above these the page asks first, and stops. */
export const HUB = 60;
export const CAP = 3000;

const report = (error: unknown): void => {
  if (!(error instanceof Refused)) throw error;
  state.failure.value = error.message;
};

const quietly = <A extends unknown[]>(act: (...args: A) => Promise<void>) =>
  async (...args: A): Promise<void> => {
    state.failure.value = "";
    await act(...args).catch(report);
  };

/** Read every edge among the nodes of the canvas, so that the same ids give the same picture. */
async function complete(ids: readonly string[], inferred: boolean): Promise<void> {
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
async function add(ids: readonly string[], next: Partial<View> = {}, near: readonly EdgeView[] = []): Promise<void> {
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

/** The sentence of a move. */
export function sentenceOf(id: string): string {
  const node = state.nodes.value.get(id);
  if (!node) return "";
  const mine = state.shownEdges.value.filter((one) => one.source === id || one.target === id);
  const kinds = new Map<string, number>();
  for (const one of mine) {
    const conduct = isConduct(one.kind ?? "");
    const word = conduct ? lineLabel(one, state.nameOf) : relation(one.kind ?? "", one.source === id ? "out" : "in");
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

// ---------------------------------------------------------------------------------- paths, links

/** The nodes of an answer about paths, in columns from left to right. */
function columnsOf(paths: readonly Path[], answer: state.Routes["gaps"], edges: ReadonlyMap<string, EdgeView>): string[][] {
  const columns: string[][] = [];
  const taken = new Set<string>();
  const put = (id: string, column: number) => {
    if (taken.has(id)) return;
    taken.add(id);
    (columns[column] ??= []).push(id);
  };
  const spine = paths[0] ?? answer?.joined?.route;
  spine?.nodes.forEach((id, i) => put(id, i));
  for (const path of paths.slice(1)) path.nodes.forEach((id, i) => put(id, Math.min(i, (spine?.nodes.length ?? 1) - 1)));
  let from = spine ? 0 : -1;
  for (const segment of answer?.segments ?? []) {
    // Off the spine: beside the neighbours that stand already, one column before a payee of theirs.
    if (!spine) from++;
    for (const id of segment.nodes) {
      if (taken.has(id)) continue;
      const next = segment.edges.flatMap((one) => edges.get(one) ?? []).find((one) => one.source === id && taken.has(one.target));
      const prior = segment.edges.flatMap((one) => edges.get(one) ?? []).find((one) => one.target === id && taken.has(one.source));
      const columnOf = (other: string) => columns.findIndex((column) => column?.includes(other));
      put(id, next ? Math.max(0, columnOf(next.target) - 1) : prior ? columnOf(prior.source) + 1 : Math.max(0, from));
    }
  }
  return Array.from(columns, (column) => column ?? []).filter((column) => column.length);
}

async function askPath(path: PathAsk): Promise<Parameters<typeof state.learn>[0] & { paths: Path[]; gaps: state.Routes["gaps"]; meta: state.Routes["meta"] }> {
  const answer = await ask((api) =>
    api.GET("/api/v1/paths", {
      params: {
        query: {
          source: [path.source],
          target: [path.target],
          kind: path.money ? ["Payment"] : [],
          direction: path.money ? "out" : "any",
          inferred: path.inferred,
          cost: path.cost,
          max_hops: path.hops,
          mode: "k",
          k: 5,
        },
      },
    }),
  );
  return { ...answer, paths: answer.paths ?? [], gaps: answer.gaps ?? null } as never;
}

async function route(path: PathAsk): Promise<void> {
  const answer = await askPath(path);
  state.learn(answer);
  // A question about a path draws its answer; inferred joins come in only where they were asked for.
  const columns = columnsOf(answer.paths, answer.gaps, state.edges.value);
  const now = state.view.value;
  const fresh = columns.map((column) => column.filter((id) => !now.at[id]));
  const at = now.ids.length === 0 || fresh.flat().length === columns.flat().length ? inColumns(columns, now.at, now.pinned) : now.at;
  const moved = now.ids.length ? beneath(at, columns.flat(), now.ids) : at;
  await add(columns.flat().length ? columns.flat() : [path.source, path.target], {
    path,
    links: "",
    at: moved,
    inferred: path.inferred || now.inferred,
    selected: "",
  });
  batch(() => {
    state.routes.value = { paths: answer.paths, gaps: answer.gaps, meta: answer.meta, lit: answer.paths.length ? 0 : -1 };
    state.links.value = null;
    const names = `${state.nameOf(path.source)} to ${state.nameOf(path.target)}`;
    const gaps = answer.gaps?.gaps?.length ?? 0;
    state.said.value = answer.paths.length
      ? `${answer.paths.length} paths from ${names}; the first has ${answer.paths[0]!.length} hops.`
      : `No path from ${names} is shown by the sources read: ${answer.gaps?.segments?.length ?? 0} segments, ${gaps} gaps.`;
  });
}

/** Shift a fresh route below what stands already, so that nothing is covered. */
function beneath(at: View["at"], fresh: readonly string[], old: readonly string[]): View["at"] {
  const ys = old.flatMap((id) => (at[id] && !fresh.includes(id) ? [at[id][1]] : []));
  if (!ys.length || old.some((id) => fresh.includes(id))) return at;
  const top = Math.max(...fresh.map((id) => at[id]?.[1] ?? 0));
  const shift = Math.min(...ys) - 30 - top;
  return Object.fromEntries(Object.entries(at).map(([id, [x, y]]) => [id, fresh.includes(id) ? ([x, y + shift] as const) : ([x, y] as const)]));
}

export const findPath = quietly(route);

export function light(index: number): void {
  if (state.routes.value) state.routes.value = { ...state.routes.value, lit: index };
}

export function dropPath(): void {
  batch(() => {
    state.routes.value = null;
    state.links.value = null;
    state.change({ path: null, links: "" });
  });
}

/** Who is linked to a node: an ordered list, the first of it drawn with the reason paths. */
async function linked(id: string, draw: boolean): Promise<void> {
  const answer = await ask((api) =>
    api.GET("/api/v1/entities/{id}/links", { params: { path: { id }, query: { limit: 50 } } }),
  );
  state.learn(answer);
  const lines = answer.results ?? [];
  if (draw) {
    const ids = [...new Set(lines.filter((one) => one.hops === 1).slice(0, 25).flatMap((one) => one.reason.nodes))];
    await add([id, ...ids], { links: id, path: null, selected: id }, answer.edges);
  }
  batch(() => {
    state.routes.value = null;
    state.links.value = { id, lines, total: answer.total?.value ?? lines.length };
    state.cursor.value = id;
    state.said.value = `${answer.total?.value ?? lines.length} are linked to ${state.nameOf(id)}; the first is ${lines[0]?.caption ?? "nobody"}. An order of links is no measure of suspicion.`;
  });
}

export const findLinks = quietly((id: string) => linked(id, true));

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

/** Read what the address, or an opened file, asks for. */
export const arrive = quietly(async () => {
  const now = state.view.value;
  if (now.path) {
    const answer = await askPath(now.path);
    state.learn(answer);
    state.routes.value = { paths: answer.paths, gaps: answer.gaps, meta: answer.meta, lit: answer.paths.length ? 0 : -1 };
  }
  if (now.links) await linked(now.links, false);
  if (now.ids.length) {
    await complete(now.ids, now.inferred);
    const missing = now.ids.filter((id) => !now.at[id]);
    if (missing.length) state.change({ at: place(now.ids, state.between.value, now.at) }, true);
  }
});

returned.push(() => {
  state.failure.value = "";
  state.said.value = "The server answers again.";
  void arrive();
});

export const rungWords = (rung: string): string => RUNG_WORDS[rung] ?? rung;
