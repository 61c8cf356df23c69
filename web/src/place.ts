/** Where nodes go. What stands stays: only what is new is moved. */
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

export type Point = readonly [number, number];
export type Places = Readonly<Record<string, Point>>;
type Pair = { source: string; target: string };

/** A small number from a name: the same name always starts at the same place. */
function seed(name: string): number {
  let hash = 2166136261;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  return (hash >>> 0) / 2 ** 32;
}

/**
 * Give each new node a place near what it is joined to.
 * @param ids all nodes of the canvas; @param at the places that are taken, which do not change.
 */
export function place(ids: readonly string[], edges: readonly Pair[], at: Places): Places {
  const fresh = ids.filter((id) => !at[id]);
  if (!fresh.length) return at;
  const graph = new Graph({ type: "undirected", multi: false });
  const old = ids.length - fresh.length;
  const centre = old ? middle(ids.flatMap((id) => (at[id] ? [at[id]] : []))) : ([0, 0] as const);
  for (const id of ids) {
    const there = at[id];
    if (there) graph.addNode(id, { x: there[0], y: there[1], fixed: true });
  }
  const spread = 6 * Math.sqrt(ids.length);
  fresh.forEach((id, i) => {
    const anchor = edges
      .map((one) => (one.source === id ? at[one.target] : one.target === id ? at[one.source] : undefined))
      .find((one) => one !== undefined);
    const angle = 2 * Math.PI * (i / fresh.length + 0.07 * seed(id));
    const reach = (anchor ? 20 + 5 * Math.sqrt(fresh.length) : old ? spread : 10) * (0.8 + 0.4 * seed(`${id}r`));
    const [cx, cy] = anchor ?? centre;
    graph.addNode(id, { x: cx + reach * Math.cos(angle), y: cy + reach * Math.sin(angle) });
  });
  for (const { source, target } of edges) {
    if (source !== target && graph.hasNode(source) && graph.hasNode(target)) graph.mergeEdge(source, target);
  }
  const iterations = ids.length > 1500 ? 60 : ids.length > 400 ? 120 : 300;
  const found = forceAtlas2(graph, {
    iterations,
    settings: {
      gravity: old ? 0.05 : 0.6,
      scalingRatio: 24,
      slowDown: 4,
      linLogMode: false,
      barnesHutOptimize: ids.length > 300,
    },
  });
  const places: Record<string, Point> = { ...at };
  for (const id of fresh) places[id] = [found[id]!.x, found[id]!.y];
  return apart(ids, places, new Set(fresh));
}

/** Push the new nodes off each other and off what stands, so that no dot covers another. */
function apart(ids: readonly string[], places: Record<string, Point>, fresh: ReadonlySet<string>): Places {
  const xs = ids.map((id) => places[id]![0]);
  const ys = ids.map((id) => places[id]![1]);
  const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys), 1);
  const least = Math.max(ids.length > 80 ? 10 : 24, (0.75 * extent) / Math.sqrt(ids.length));
  for (let round = 0; round < (ids.length > 1500 ? 0 : 40); round++) {
    const cells = new Map<string, string[]>();
    const cellOf = (id: string) => places[id]!.map((one) => Math.floor(one / least)) as [number, number];
    for (const id of ids) {
      const key = cellOf(id).join(" ");
      cells.set(key, [...(cells.get(key) ?? []), id]);
    }
    let moved = false;
    for (const id of ids) {
      if (!fresh.has(id)) continue;
      const [cx, cy] = cellOf(id);
      for (let x = cx - 1; x <= cx + 1; x++)
        for (let y = cy - 1; y <= cy + 1; y++)
          for (const other of cells.get(`${x} ${y}`) ?? []) {
            if (other === id) continue;
            const [a, b] = [places[id]!, places[other]!];
            const [dx, dy] = [a[0] - b[0] || seed(id) - 0.5, a[1] - b[1] || seed(other) - 0.5];
            const far = Math.hypot(dx, dy);
            if (far >= least) continue;
            const push = (least - far) / far / (fresh.has(other) ? 2 : 1);
            places[id] = [a[0] + dx * push, a[1] + dy * push];
            if (fresh.has(other)) places[other] = [b[0] - dx * push, b[1] - dy * push];
            moved = true;
          }
    }
    if (!moved) break;
  }
  for (const id of fresh) places[id] = [round1(places[id]![0]), round1(places[id]![1])];
  return places;
}

function middle(points: readonly Point[]): Point {
  const sum = points.reduce<[number, number]>((a, b) => [a[0] + b[0], a[1] + b[1]], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

const round1 = (value: number): number => Math.round(value * 10) / 10;

/**
 * The nodes of a route in columns from left to right; what shares a column stands below.
 * @param columns ids, column by column. @param gap the distance between columns.
 */
export function inColumns(columns: readonly (readonly string[])[], at: Places, pinned: readonly string[], gap = 46): Places {
  const places: Record<string, Point> = { ...at };
  columns.forEach((column, x) => {
    column.forEach((id, y) => {
      if (!pinned.includes(id)) {
        places[id] = [(x - (columns.length - 1) / 2) * gap, ((column.length - 1) / 2 - y) * 50 + (x % 2 ? 14 : -14)];
      }
    });
  });
  return places;
}

/** The node nearest in the direction of an arrow key; none where nothing lies there. */
export function nearest(from: string, places: Places, ids: readonly string[], dx: number, dy: number): string | undefined {
  const here = places[from];
  if (!here) return ids[0];
  let best: string | undefined;
  let least = Infinity;
  for (const id of ids) {
    const there = places[id];
    if (id === from || !there) continue;
    const [x, y] = [there[0] - here[0], there[1] - here[1]];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (ahead <= 0 || aside > 2 * ahead) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [least, best] = [cost, id];
  }
  return best;
}
