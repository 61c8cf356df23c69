/** The page's state: records that were read, the view over them, its history, and what follows. */
import { batch, computed, signal } from "@preact/signals";
import { counts, inTime, keepsEdge, keepsNode } from "./filter";
import { type EdgeView, type Gap, type GapsAnswer, type LinkLine, type Meta, type NodeView, type Path, caption } from "./records";
import { arrows } from "./sums";
import { EMPTY, type View, fromAddress, toAddress } from "./view";

/** Records by id, as last read. Nothing leaves while the page is open, so undo needs no server. */
export const nodes = signal<ReadonlyMap<string, NodeView>>(new Map());
export const edges = signal<ReadonlyMap<string, EdgeView>>(new Map());
/** Captions of asserters and others that stand on no canvas. */
export const names = signal<ReadonlyMap<string, string>>(new Map());
export const view = signal<View>(fromAddress(location.hash));

export interface Routes {
  paths: readonly Path[];
  gaps: GapsAnswer | null;
  meta: Meta;
  /** Which path is lit; -1: all of it. */
  lit: number;
}
/** The answer to the view's path, and to its links. */
export const routes = signal<Routes | null>(null);
export const links = signal<{ id: string; lines: readonly LinkLine[]; total: number } | null>(null);

/** What a screen reader hears next; what the page warns of; what went wrong. */
export const said = signal("");
export const warning = signal("");
export const failure = signal("");
/** The node from which a path is being picked; the node whose relations are on offer. */
export const picking = signal("");
export const expanding = signal("");
/** The node under the keyboard's cursor or the pointer. */
export const cursor = signal("");
export const dialog = signal<"" | "keys" | "notes" | "export">("");

export const nameOf = (id: string): string => {
  const node = nodes.value.get(id);
  return node ? caption(node) : (names.value.get(id) ?? id);
};

export function learn(more: { nodes?: readonly NodeView[]; edges?: readonly EdgeView[] }): void {
  batch(() => {
    if (more.nodes?.length) {
      const next = new Map(nodes.value);
      for (const one of more.nodes) {
        const before = next.get(one.id);
        // An answer about a lone record does not count what is hidden; keep what is known.
        next.set(one.id, { ...one, hidden_neighbors: one.hidden_neighbors ?? before?.hidden_neighbors });
      }
      nodes.value = next;
    }
    if (more.edges?.length) {
      const next = new Map(edges.value);
      for (const one of more.edges) next.set(one.id, one);
      edges.value = next;
    }
  });
}

// ------------------------------------------------------------------------------------ history

const past = signal<readonly View[]>([]);
const future = signal<readonly View[]>([]);
export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);

/** Change the view; `quiet` changes (selection, a filter being dragged) make no step of history. */
export function change(next: Partial<View>, quiet = false): void {
  batch(() => {
    if (!quiet) {
      past.value = [...past.value.slice(-99), view.value];
      future.value = [];
    }
    view.value = { ...view.value, ...next };
  });
}

function step(from: typeof past, to: typeof past): boolean {
  const last = from.value.at(-1);
  if (!last) return false;
  batch(() => {
    to.value = [...to.value, view.value];
    from.value = from.value.slice(0, -1);
    view.value = { ...last, show: view.value.show };
  });
  return true;
}

export const undo = (): boolean => step(past, future);
export const redo = (): boolean => step(future, past);
export const clear = (): void => {
  batch(() => {
    change({ ...EMPTY, show: view.value.show === "table" ? "table" : "network" });
    routes.value = null;
    links.value = null;
    picking.value = "";
    expanding.value = "";
  });
};

// -------------------------------------------------------------------------------- what follows

export const onCanvas = computed(() => {
  const hidden = new Set(view.value.hidden);
  return view.value.ids.flatMap((id) => (hidden.has(id) ? [] : (nodes.value.get(id) ?? [])));
});

/** Every edge between nodes of the canvas, before filters. */
export const between = computed(() => {
  const there = new Set(onCanvas.value.map((one) => one.id));
  const found: EdgeView[] = [];
  for (const edge of edges.value.values()) {
    if (!there.has(edge.source) || !there.has(edge.target)) continue;
    if (edge.evidence?.inferred && !view.value.inferred) continue;
    found.push(edge);
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
});

export const tally = computed(() => counts(onCanvas.value, between.value));
export const shownNodes = computed(() => onCanvas.value.filter((one) => keepsNode(view.value.filter, one)));
export const shownEdges = computed(() => {
  const there = new Set(shownNodes.value.map((one) => one.id));
  return between.value.filter(
    (one) => keepsEdge(view.value.filter, one) && there.has(one.source) && there.has(one.target),
  );
});
/** The shown edges outside the brushed time; they fade. */
export const faded = computed(
  () => new Set(shownEdges.value.filter((one) => !inTime(view.value.filter, one)).map((one) => one.id)),
);
export const drawn = computed(() => arrows(shownEdges.value, new Set(view.value.opened)));

/** Nodes and edges that the lit path, or the whole answer about a path, goes over. */
export const lit = computed<{ nodes: ReadonlySet<string>; edges: ReadonlySet<string> } | null>(() => {
  const answer = routes.value;
  if (!answer || !view.value.path) return null;
  const path = answer.paths[answer.lit];
  if (path) return { nodes: new Set(path.nodes), edges: new Set(path.hops.flatMap((hop) => [hop.edge, ...(hop.repeated_by ?? [])])) };
  const segments = answer.gaps?.segments ?? [];
  const joins = view.value.inferred ? (answer.gaps?.joined?.joins ?? []) : [];
  const all = answer.paths;
  return {
    nodes: new Set([...segments.flatMap((one) => one.nodes), ...all.flatMap((one) => one.nodes)]),
    edges: new Set([
      ...segments.flatMap((one) => one.edges),
      ...joins.map((one) => one.edge),
      ...all.flatMap((one) => one.hops.map((hop) => hop.edge)),
    ]),
  };
});

/** A gap as the picture shows it: from the last payee before it to the first payer behind it. */
export interface GapMark {
  id: string;
  gap: Gap;
  source: string;
  target: string;
}

export const gapMarks = computed<GapMark[]>(() => {
  const answer = routes.value?.gaps;
  if (!answer || !view.value.path || view.value.filter.lines.includes("gap")) return [];
  const there = new Set(shownNodes.value.map((one) => one.id));
  const marks = new Map<string, GapMark>();
  const mark = (gap: Gap, source: string, target: string) => {
    if (source !== target && there.has(source) && there.has(target)) marks.set(`${gap.id}~${source}~${target}`, { id: gap.id, gap, source, target });
  };
  const joins = answer.joined?.joins ?? [];
  for (const gap of answer.gaps ?? []) {
    const join = joins.find((one) => one.gap === gap.id);
    if (join) mark(gap, join.source, join.target);
    else
      for (const up of gap.upstream ?? [])
        for (const down of gap.downstream ?? []) {
          const [before, behind] = [edges.value.get(up), edges.value.get(down)];
          if (before && behind) mark(gap, before.target, behind.source);
        }
  }
  return [...marks.values()];
});

/** `23 of 41 links shown`. */
export const shownWords = computed(() => {
  const shown = shownEdges.value.length - faded.value.size;
  return `${shown} of ${between.value.length} ${between.value.length === 1 ? "link" : "links"} shown`;
});

// ------------------------------------------------------------------------------------- address

let last = toAddress(view.value);

/** Keep the address in step with the view; a changed address is taken as a new view. */
export function keepAddress(onArrival: () => void): void {
  view.subscribe((now) => {
    const address = toAddress(now);
    if (address === last) return;
    last = address;
    history.replaceState(null, "", address ? `#${address}` : location.pathname);
  });
  addEventListener("hashchange", () => {
    const address = location.hash.replace(/^#/, "");
    if (address === last) return;
    last = address;
    change(fromAddress(address));
    onArrival();
  });
}
