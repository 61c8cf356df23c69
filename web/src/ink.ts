/** What is written on the canvas: which labels are due, where they fit, and the shapes of the exported file. */
import type { MultiDirectedGraph } from "graphology";
import type Sigma from "sigma";
import type { Dot, Drawing, Picture, Shape, Stroke } from "./drawing";
import { type Pixel, type Placed, type Rect, type Wanted, along, around, broken, highOf, pack, wrapped } from "./labels";

const FONT = "system-ui, sans-serif";
const BIG = 12;
const SMALL = 11;
/** In pictures narrower than this nothing but what is selected is written beside lines. */
const NARROW = 500;
/** So many of the best joined are named in any case. */
const HUBS = 8;

/** What the canvas knows about itself; asked anew at every drawing. */
export interface Seen {
  picture: Picture;
  hovered: string;
  /** Nodes by how much they are joined, best first: the order in which labels are placed. */
  order: readonly Dot[];
  isLit(node: string): boolean;
  strokeLit(edge: string): boolean;
}

export class Ink {
  private readonly widths = new Map<string, number>();
  private readonly pen = document.createElement("canvas").getContext("2d");

  constructor(
    private readonly sigma: Sigma,
    private readonly graph: MultiDirectedGraph,
  ) {}

  private readonly measure = (text: string, size: number): number => {
    const key = `${size}${text}`;
    let wide = this.widths.get(key);
    if (wide === undefined) {
      if (this.pen) this.pen.font = `${size}px ${FONT}`;
      wide = this.pen?.measureText(text).width ?? text.length * size * 0.55;
      if (this.widths.size > 20_000) this.widths.clear();
      this.widths.set(key, wide);
    }
    return wide;
  };

  private at(id: string): { at: Pixel; size: number } | null {
    const data = this.sigma.getNodeDisplayData(id);
    if (!data) return null;
    const { x, y } = this.sigma.framedGraphToViewport(data);
    return { at: [x, y], size: this.sigma.scaleSize(data.size) };
  }

  /** From, over and to of a curve in pixels; `over` is the control point. */
  private curve(id: string): { from: Pixel; over: Pixel; to: Pixel } | null {
    const [source, target] = this.graph.extremities(id);
    const [from, to] = [this.at(source)?.at, this.at(target)?.at];
    if (!from || !to) return null;
    const bend = this.graph.getEdgeAttribute(id, "curvature") as number;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    return { from, over: [(from[0] + to[0]) / 2 + dy * bend, (from[1] + to[1]) / 2 - dx * bend], to };
  }

  private ofDot(dot: Dot, must: boolean): Wanted | null {
    const there = this.at(dot.id);
    if (!there) return null;
    const text = `${dot.label}${dot.pinned ? " ⌖" : ""}${dot.more ? ` +${dot.more}` : ""}`;
    const shape = (width: number, most: number): Wanted => {
      // The name of an event may end in "as alleged": it is written whole or not at all.
      const lines = dot.family === "event" ? broken(text, width + 2) : wrapped(text, width, must ? 5 : most);
      const wide = Math.max(...lines.map((one) => this.measure(one, BIG)));
      return { id: dot.id, lines, size: BIG, must, spots: around(there.at, there.size, wide, highOf(lines, BIG)) };
    };
    return this.graph.order < 400 ? { ...shape(22, 3), or: shape(14, 4) } : shape(22, 3);
  }

  private ofStroke(stroke: Stroke, must: boolean): Wanted | null {
    const curve = this.curve(stroke.id);
    if (!curve) return null;
    const long = Math.hypot(curve.to[0] - curve.from[0], curve.to[1] - curve.from[1]);
    if (long < 46 && !must) return null;
    return { id: stroke.id, lines: stroke.label.flatMap((one) => broken(one, 28)), size: SMALL, must, spots: along(curve.from, curve.over, curve.to) };
  }

  private *wanted({ picture, hovered, order, isLit, strokeLit }: Seen): Generator<Wanted> {
    const { graph } = this;
    const { width } = this.sigma.getDimensions();
    const first = new Set([picture.selected, picture.cursor, hovered].filter((id) => graph.hasNode(id)));
    const sent = new Set<string>();
    const dot = (one: Dot, must: boolean) => (sent.has(one.id) ? null : (sent.add(one.id), this.ofDot(one, must)));
    for (const one of order) if (first.has(one.id)) yield* some(dot(one, true));
    const strokes = picture.strokes.filter((one) => graph.hasEdge(one.id) && strokeLit(one.id));
    for (const one of strokes) {
      if (one.id === picture.selected || one.id === hovered) yield* some(this.ofStroke(one, true));
    }
    // A dot has four sides to write on, a gap has its middle: gaps come first.
    for (const one of strokes) if (one.line === "gap") yield* some(this.ofStroke(one, false));
    if (picture.lit) for (const one of order) if (picture.lit.nodes.has(one.id)) yield* some(dot(one, false));
    // In a crowd the best joined are named even where their name covers a dot: they are what the eye looks for.
    let best = graph.order > 60 ? HUBS : 0;
    for (const one of order) if (isLit(one.id)) yield* some(dot(one, best-- > 0));
    if (width < NARROW) return;
    const focus = graph.hasNode(hovered) ? hovered : picture.selected;
    for (const one of strokes) {
      const due = graph.size <= 24 || one.source === focus || one.target === focus || !!picture.lit?.edges.has(one.id);
      if (due && one.line !== "gap" && one.id !== picture.selected && one.id !== hovered) yield* some(this.ofStroke(one, false));
    }
  }

  private placed(seen: Seen): Placed[] {
    const { width, height } = this.sigma.getDimensions();
    const dots: Rect[] = [];
    for (const { id } of seen.order) {
      const there = this.at(id);
      if (!there || there.at[0] < -20 || there.at[1] < -20 || there.at[0] > width + 20 || there.at[1] > height + 20) continue;
      const { at: [x, y], size } = there;
      dots.push([x - size, y - size, x + size, y + size]);
    }
    return pack(this.wanted(seen), dots, { width, height }, this.measure);
  }

  /** Write the labels onto sigma's own layer. */
  write(seen: Seen): void {
    const context = this.sigma.getCanvases().labels?.getContext("2d");
    if (!context) return;
    const { width, height } = this.sigma.getDimensions();
    const { ink, dim, paper } = seen.picture.palette;
    context.clearRect(0, 0, width, height);
    context.textAlign = "center";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = paper;
    for (const { at, lines, size } of this.placed(seen)) {
      context.font = `${size}px ${FONT}`;
      context.fillStyle = size === SMALL ? dim : ink;
      lines.forEach((line, i) => {
        context.strokeText(line, at[0], at[1] + i * (size + 2));
        context.fillText(line, at[0], at[1] + i * (size + 2));
      });
    }
    context.textAlign = "start";
  }

  /** Everything as the screen shows it, in pixels. */
  shapes(seen: Seen): Drawing {
    const { width, height } = this.sigma.getDimensions();
    const shapes: Shape[] = [];
    for (const { id, line, width: thick } of seen.picture.strokes) {
      const curve = this.graph.hasEdge(id) ? this.curve(id) : null;
      if (curve) shapes.push({ curve: { ...curve, line, width: thick, faint: !seen.strokeLit(id) } });
    }
    for (const { id, family } of seen.picture.dots) {
      const there = this.at(id);
      if (there) shapes.push({ dot: { at: there.at, radius: there.size, family, ring: id === seen.picture.selected, faint: !seen.isLit(id) } });
    }
    const placed = this.placed(seen);
    for (const { at, lines, size } of placed) shapes.push({ text: { at, lines, small: size === SMALL, faint: false } });
    // A file cannot be zoomed into or pointed at: what has no room for its name gets a number there, and its name below.
    const named = new Set(placed.map((one) => one.id));
    const numbered: string[] = [];
    for (const dot of seen.picture.dots) {
      const there = this.at(dot.id);
      if (named.has(dot.id) || !there || !seen.isLit(dot.id)) continue;
      numbered.push(dot.label);
      shapes.push({ text: { at: [there.at[0], there.at[1] + there.size + 9], lines: [String(numbered.length)], small: true, faint: false } });
    }
    return { width, height, shapes, numbered };
  }
}

function* some<T>(one: T | null): Generator<T> {
  if (one) yield one;
}
