/** Paths between two, who is linked to one, and reading again what an address asks for. */
import { batch } from "@preact/signals";
import { Refused, ask, returned } from "./client";
import { inColumns, place } from "./place";
import type { EdgeView, Path } from "./records";
import { add, complete, quietly } from "./reading";
import * as state from "./state";
import type { PathAsk, View } from "./view";

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

export async function route(path: PathAsk): Promise<void> {
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

/** Read the nodes of an address; what is not, or no longer, in the store is left out and named. */
async function there(ids: readonly string[], inferred: boolean): Promise<readonly string[]> {
  const gone: string[] = [];
  let left = ids;
  for (;;) {
    try {
      await complete(left, inferred);
      if (gone.length) state.warning.value = `Not in this store, so left out: ${gone.join(", ")}.`;
      return left;
    } catch (error) {
      const id = error instanceof Refused ? /no entity '([^']+)'/.exec(error.message)?.[1] : undefined;
      if (!id || !left.includes(id)) throw error;
      gone.push(id);
      left = left.filter((one) => one !== id);
    }
  }
}

/** What else reads itself again on arrival; each looks at the view for whether it was asked. */
export const arrivals: (() => Promise<void>)[] = [];

/** Read what the address, or an opened file, asks for. */
export const arrive = quietly(async () => {
  const now = state.view.value;
  if (now.path) {
    const answer = await askPath(now.path);
    state.learn(answer);
    state.routes.value = { paths: answer.paths, gaps: answer.gaps, meta: answer.meta, lit: answer.paths.length ? 0 : -1 };
  }
  for (const one of arrivals) await one();
  if (now.links) await linked(now.links, false);
  const ids = await there(now.ids, now.inferred);
  if (ids.length < now.ids.length) state.change({ ids }, true);
  if (ids.some((id) => !now.at[id])) state.change({ at: place(ids, state.between.value, now.at) }, true);
});

returned.push(() => {
  state.failure.value = "";
  state.said.value = "The server answers again.";
  void arrive();
});
