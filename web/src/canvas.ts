/** All of sigma: the rest of the page sees `Canvas` alone. */
import { createNodeImageProgram } from "@sigma/node-image";
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { edgePrograms } from "./dashes";
import { DASHES, type Palette } from "./palette";
import type { Places } from "./place";
import type { Family } from "./records";
import type { Line } from "./standing";

export interface Dot {
  id: string;
  label: string;
  family: Family;
  /** Neighbours that are not on the canvas. */
  more: number;
  pinned: boolean;
}
export interface Stroke {
  id: string;
  source: string;
  target: string;
  line: Line;
  /** One or two short lines, the second its standing. */
  label: readonly string[];
  width: number;
}
export interface Picture {
  dots: readonly Dot[];
  strokes: readonly Stroke[];
  places: Places;
  /** What is ringed; what stays lit (none: all); what is out of the brushed time. */
  selected: string;
  cursor: string;
  lit: { nodes: ReadonlySet<string>; edges: ReadonlySet<string> } | null;
  faded: ReadonlySet<string>;
  palette: Palette;
}
export interface Heard {
  node(id: string): void;
  twice(id: string): void;
  edge(id: string): void;
  menu(id: string): void;
  nothing(): void;
  moved(id: string, to: readonly [number, number]): void;
  hover(id: string): void;
}
/** One line or shape of the picture in pixels, for the exported file. */
export interface Shape {
  curve?: { from: Pixel; over: Pixel; to: Pixel; line: Line; width: number; faint: boolean };
  dot?: { at: Pixel; radius: number; family: Family; ring: boolean; faint: boolean };
  text?: { at: Pixel; lines: readonly string[]; small: boolean; faint: boolean };
}
type Pixel = readonly [number, number];

const FONT = "system-ui, sans-serif";
const SPACE = 1000;
const BEND = 0.09;

/** Break a name into at most `most` lines of about `wide` letters; what is cut says so. */
export function wrapped(text: string, wide: number, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + word.length + 1 > wide) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  lines.push(line);
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]!} …`];
}

export class Canvas {
  private readonly graph = new MultiDirectedGraph();
  private readonly sigma: Sigma;
  private picture: Picture | null = null;
  private strokes = new Map<string, Stroke>();
  private hovered = "";
  private dragging = "";
  private moved = false;
  private taken: [number, number, number, number][] = [];

  /** @throws Error where the browser has no WebGL. */
  constructor(
    box: HTMLElement,
    private readonly heard: Heard,
  ) {
    this.sigma = new Sigma(this.graph, box, {
      nodeProgramClasses: { pictogram: createNodeImageProgram({ padding: 0.22, size: { mode: "force", value: 128 } }) },
      edgeProgramClasses: edgePrograms(),
      defaultEdgeType: "claimed",
      defaultNodeType: "pictogram",
      enableEdgeEvents: true,
      renderLabels: true,
      renderEdgeLabels: false,
      labelDensity: 1.4,
      labelGridCellSize: 110,
      labelRenderedSizeThreshold: 0,
      zIndex: true,
      minCameraRatio: 0.005,
      maxCameraRatio: 8,
      stagePadding: 40,
      minEdgeThickness: 1,
      zoomToSizeRatioFunction: () => 1,
      allowInvalidContainer: true,
      doubleClickZoomingRatio: 1,
      defaultDrawNodeLabel: (context, data) => this.drawLabel(context, data as never, false),
      defaultDrawNodeHover: (context, data) => this.drawLabel(context, data as never, true),
      nodeReducer: (id, data) => this.reduceNode(id, data),
      edgeReducer: (id, data) => this.reduceEdge(id, data),
    });
    // A fixed frame: what is added later moves nothing that stands.
    this.sigma.setCustomBBox({ x: [-SPACE / 2, SPACE / 2], y: [-SPACE / 2, SPACE / 2] });
    this.sigma.on("beforeRender", () => (this.taken = []));
    this.sigma.on("afterRender", () => this.drawStrokeLabels());
    this.listen();
  }

  private listen(): void {
    const { sigma, heard } = this;
    sigma.on("clickNode", ({ node }) => !this.moved && heard.node(node));
    sigma.on("clickEdge", ({ edge }) => heard.edge(edge));
    sigma.on("clickStage", () => heard.nothing());
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      heard.twice(node);
    });
    sigma.on("rightClickNode", ({ node, event }) => {
      event.original.preventDefault();
      heard.menu(node);
    });
    sigma.on("enterNode", ({ node }) => {
      this.hovered = node;
      heard.hover(node);
      sigma.refresh({ skipIndexation: true });
    });
    sigma.on("leaveNode", () => {
      this.hovered = "";
      heard.hover("");
      sigma.refresh({ skipIndexation: true });
    });
    sigma.on("enterEdge", ({ edge }) => {
      this.hovered = edge;
      sigma.refresh({ skipIndexation: true });
    });
    sigma.on("leaveEdge", () => {
      this.hovered = "";
      sigma.refresh({ skipIndexation: true });
    });
    sigma.on("downNode", ({ node }) => {
      this.dragging = node;
      this.moved = false;
    });
    sigma.on("moveBody", ({ event }) => {
      if (!this.dragging) return;
      const { x, y } = sigma.viewportToGraph(event);
      this.moved = true;
      this.graph.mergeNodeAttributes(this.dragging, { x, y });
      event.preventSigmaDefault();
      event.original.preventDefault();
      event.original.stopPropagation();
    });
    const drop = () => {
      if (this.dragging && this.moved) {
        const { x, y } = this.graph.getNodeAttributes(this.dragging);
        heard.moved(this.dragging, [Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
        setTimeout(() => (this.moved = false), 50);
      }
      this.dragging = "";
    };
    sigma.on("upNode", drop);
    sigma.on("upStage", drop);
  }

  show(picture: Picture): void {
    const { graph } = this;
    const first = graph.order === 0;
    const before = this.picture;
    this.picture = picture;
    this.strokes = new Map(picture.strokes.map((one) => [one.id, one]));
    const dots = new Map(picture.dots.map((one) => [one.id, one]));
    for (const id of graph.nodes()) if (!dots.has(id)) graph.dropNode(id);
    const size = dots.size < 80 ? 12 : dots.size < 400 ? 8 : 4.5;
    const fresh: string[] = [];
    for (const dot of picture.dots) {
      const [x, y] = picture.places[dot.id] ?? [0, 0];
      const look = {
        x,
        y,
        size,
        label: dot.label,
        color: picture.palette.family[dot.family],
        image: size > 5 ? new URL(`icons/${dot.family}.svg`, document.baseURI).href : null,
        type: "pictogram",
        more: dot.more,
        pinned: dot.pinned,
      };
      if (graph.hasNode(dot.id)) {
        if (dot.id !== this.dragging) graph.mergeNodeAttributes(dot.id, look);
      } else {
        graph.addNode(dot.id, look);
        fresh.push(dot.id);
      }
    }
    graph.clearEdges();
    const pairs = new Map<string, Stroke[]>();
    for (const one of picture.strokes) {
      const key = one.source < one.target ? `${one.source}~${one.target}` : `${one.target}~${one.source}`;
      const list = pairs.get(key);
      if (list) list.push(one);
      else pairs.set(key, [one]);
    }
    for (const list of pairs.values()) {
      list.forEach((one, i) => {
        if (!graph.hasNode(one.source) || !graph.hasNode(one.target) || one.source === one.target) return;
        // Parallel edges fan out around the middle; a lone one is bent a little, which shows its way.
        const level = list.length === 1 ? BEND : 0.12 + 0.16 * Math.floor(i / 2) + (i % 2 ? 0.02 : 0);
        const side = list.length === 1 ? 1 : i % 2 ? -1 : 1;
        const turned = one.source < one.target ? 1 : -1;
        graph.addDirectedEdgeWithKey(one.id, one.source, one.target, {
          type: one.line,
          size: one.width,
          color: picture.palette.line[one.line],
          curvature: level * side * turned,
        });
      });
    }
    if (before?.palette !== picture.palette) this.sigma.setSetting("labelColor", { color: picture.palette.ink });
    this.sigma.refresh();
    if (fresh.length && (first || fresh.some((id) => !this.inSight(id)))) this.fit(!first);
  }

  private inSight(id: string): boolean {
    const { x, y } = this.sigma.graphToViewport(this.graph.getNodeAttributes(id) as { x: number; y: number });
    const { width, height } = this.sigma.getDimensions();
    return x > 20 && y > 20 && x < width - 20 && y < height - 40;
  }

  private isLit(node: string): boolean {
    const picture = this.picture;
    if (!picture) return true;
    const focus = this.graph.hasNode(this.hovered) ? this.hovered : "";
    if (focus) return node === focus || this.graph.areNeighbors(focus, node);
    return !picture.lit || picture.lit.nodes.has(node);
  }

  private reduceNode(id: string, data: Record<string, unknown>) {
    const picture = this.picture;
    if (!picture) return data;
    const ringed = id === picture.selected || id === picture.cursor;
    if (!this.isLit(id)) return { ...data, color: picture.palette.faint, label: "", zIndex: 0 };
    return { ...data, highlighted: ringed, forceLabel: ringed || this.graph.order < 30, zIndex: 2 };
  }

  private strokeLit(id: string): boolean {
    const picture = this.picture;
    if (!picture) return true;
    if (picture.faded.has(id)) return false;
    const [source, target] = this.graph.extremities(id);
    if (this.graph.hasNode(this.hovered)) return source === this.hovered || target === this.hovered;
    return !picture.lit || picture.lit.edges.has(id) || this.strokes.get(id)?.line === "gap";
  }

  private reduceEdge(id: string, data: Record<string, unknown>) {
    const picture = this.picture;
    if (!picture) return data;
    if (!this.strokeLit(id)) return { ...data, color: picture.palette.faint, zIndex: 0 };
    if (id === picture.selected) return { ...data, size: (data.size as number) + 1.5, zIndex: 3 };
    return { ...data, zIndex: 1 };
  }

  private drawLabel(context: CanvasRenderingContext2D, data: { x: number; y: number; size: number; label: string | null; key?: string; more?: number; pinned?: boolean }, ring: boolean): void {
    const palette = this.picture?.palette;
    if (!palette || !data.label) return;
    if (ring) {
      context.beginPath();
      context.arc(data.x, data.y, data.size + 4, 0, 2 * Math.PI);
      context.lineWidth = 3;
      context.strokeStyle = palette.focus;
      context.stroke();
    }
    const marks = `${data.pinned ? " ⌖" : ""}${data.more ? ` +${data.more}` : ""}`;
    const lines = wrapped(data.label + marks, 24, ring ? 5 : 2);
    context.font = `12px ${FONT}`;
    const wide = Math.max(...lines.map((one) => context.measureText(one).width));
    this.taken.push([data.x - wide / 2, data.y - data.size, data.x + wide / 2, data.y + data.size + 4 + 14 * lines.length]);
    this.write(context, lines, data.x, data.y + data.size + 13, 12, palette.ink, palette.paper);
  }

  private write(context: CanvasRenderingContext2D, lines: readonly string[], x: number, y: number, size: number, ink: string, paper: string): void {
    context.font = `${size}px ${FONT}`;
    context.textAlign = "center";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = paper;
    context.fillStyle = ink;
    lines.forEach((line, i) => {
      context.strokeText(line, x, y + i * (size + 2));
      context.fillText(line, x, y + i * (size + 2));
    });
    context.textAlign = "start";
  }

  /** From, over and to of a curve in pixels; `over` is the control point. */
  private curve(id: string): { from: Pixel; over: Pixel; to: Pixel } | null {
    const [source, target] = this.graph.extremities(id);
    const a = this.sigma.getNodeDisplayData(source);
    const b = this.sigma.getNodeDisplayData(target);
    if (!a || !b) return null;
    const from = this.sigma.framedGraphToViewport(a);
    const to = this.sigma.framedGraphToViewport(b);
    const bend = this.graph.getEdgeAttribute(id, "curvature") as number;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    return { from: [from.x, from.y], over: [(from.x + to.x) / 2 + dy * bend, (from.y + to.y) / 2 - dx * bend], to: [to.x, to.y] };
  }

  /** The labels that are due: of what is selected, hovered or lit, or of all where there are few. */
  private labelled(): { id: string; at: Pixel; lines: readonly string[] }[] {
    const picture = this.picture;
    if (!picture) return [];
    const few = this.graph.size <= 24;
    const focus = this.graph.hasNode(this.hovered) ? this.hovered : picture.selected;
    const wanted = picture.strokes.filter((one) => {
      if (!this.graph.hasEdge(one.id) || !this.strokeLit(one.id)) return false;
      const mine = one.id === picture.selected || one.id === this.hovered || one.source === focus || one.target === focus;
      return mine || few || one.line === "gap" || !!picture.lit?.edges.has(one.id);
    });
    const rank = (one: Stroke) => (one.id === picture.selected || one.id === this.hovered ? 0 : one.line === "gap" ? 1 : 2);
    const { width, height } = this.sigma.getDimensions();
    return wanted
      .sort((a, b) => rank(a) - rank(b))
      .flatMap((one) => {
        const curve = this.curve(one.id);
        if (!curve) return [];
        const at: Pixel = [0, 1].map((i) => (curve.from[i]! + 2 * curve.over[i]! + curve.to[i]!) / 4) as unknown as Pixel;
        const long = Math.hypot(curve.to[0] - curve.from[0], curve.to[1] - curve.from[1]);
        if (at[0] < 0 || at[1] < 0 || at[0] > width || at[1] > height || (long < 46 && rank(one) === 2)) return [];
        return [{ id: one.id, at, lines: one.label }];
      });
  }

  /** Whole labels or none: a label that is cut could lose its asserter or its rung. */
  private placedLabels(measure: (text: string) => number): { at: Pixel; lines: string[] }[] {
    const placed: { at: Pixel; lines: string[] }[] = [];
    for (const { id, at, lines: label } of this.labelled()) {
      const lines = label.flatMap((one) => wrapped(one, 30, 9));
      const wide = Math.max(...lines.map(measure)) / 2 + 2;
      const high = lines.length * 12;
      const box: [number, number, number, number] = [at[0] - wide, at[1] - high / 2, at[0] + wide, at[1] + high / 2];
      const clear = this.taken.every((one) => box[2] < one[0] || box[0] > one[2] || box[3] < one[1] || box[1] > one[3]);
      const must = id === this.picture?.selected || id === this.hovered || this.strokes.get(id)?.line === "gap";
      if (!clear && !must) continue;
      this.taken.push(box);
      placed.push({ at: [at[0], at[1] - high / 2 + 9], lines });
    }
    return placed;
  }

  private drawStrokeLabels(): void {
    const palette = this.picture?.palette;
    const context = this.sigma.getCanvases().edgeLabels?.getContext("2d");
    if (!palette || !context) return;
    const { width, height } = this.sigma.getDimensions();
    context.clearRect(0, 0, width, height);
    context.font = `10px ${FONT}`;
    for (const { at, lines } of this.placedLabels((text) => context.measureText(text).width)) {
      this.write(context, lines, at[0], at[1], 10, palette.dim, palette.paper);
    }
  }

  /** Bring everything, or one node, into sight. */
  fit(animate = true, ids: readonly string[] = this.graph.nodes()): void {
    if (!ids.length) return;
    const places = ids.map((id) => this.graph.getNodeAttributes(id) as { x: number; y: number });
    const xs = places.map((one) => one.x);
    const ys = places.map((one) => one.y);
    const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const { width, height } = this.sigma.getDimensions();
    const unit = Math.min(width, height) - 80;
    if (unit <= 0) return;
    const ratio = Math.max(((right - left) / SPACE) * (unit / Math.max(60, width - 190)), ((high - low) / SPACE) * (unit / Math.max(60, height - 150)), 0.03);
    const state = { x: 0.5 + (left + right) / 2 / SPACE, y: 0.5 + (low + high) / 2 / SPACE, ratio: Math.min(8, ratio), angle: 0 };
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (animate && !calm) void this.sigma.getCamera().animate(state, { duration: 250 });
    else this.sigma.getCamera().setState(state);
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ ratio: camera.getBoundedRatio(camera.ratio / factor) });
  }

  /** Bring a node into sight where it is out of it. */
  reveal(id: string): void {
    if (this.graph.hasNode(id) && !this.inSight(id)) this.fit(true);
  }

  resize(): void {
    this.sigma.resize();
    this.sigma.refresh();
  }

  /** Everything as the screen shows it, in pixels. */
  shapes(): { width: number; height: number; shapes: Shape[] } {
    const { sigma, graph, picture } = this;
    const { width, height } = sigma.getDimensions();
    const shapes: Shape[] = [];
    if (!picture) return { width, height, shapes };
    const pen = document.createElement("canvas").getContext("2d");
    graph.forEachEdge((id) => {
      const curve = this.curve(id);
      const stroke = this.strokes.get(id);
      if (curve && stroke) shapes.push({ curve: { ...curve, line: stroke.line, width: stroke.width, faint: !this.strokeLit(id) } });
    });
    this.taken = [];
    for (const dot of picture.dots) {
      const data = sigma.getNodeDisplayData(dot.id);
      if (!data) continue;
      const { x, y } = sigma.framedGraphToViewport(data);
      const faint = !this.isLit(dot.id);
      shapes.push({ dot: { at: [x, y], radius: data.size, family: dot.family, ring: dot.id === picture.selected, faint } });
      const lines = wrapped(dot.label, 24, 3);
      if (faint) continue;
      if (pen) pen.font = `12px ${FONT}`;
      const wide = pen ? Math.max(...lines.map((one) => pen.measureText(one).width)) : 80;
      this.taken.push([x - wide / 2, y - 12, x + wide / 2, y + 16 + 14 * lines.length]);
      shapes.push({ text: { at: [x, y + data.size + 13], lines, small: false, faint } });
    }
    if (pen) pen.font = `10px ${FONT}`;
    for (const { at, lines } of this.placedLabels((text) => pen?.measureText(text).width ?? text.length * 5)) {
      shapes.push({ text: { at, lines, small: true, faint: false } });
    }
    return { width, height, shapes };
  }

  end(): void {
    this.sigma.kill();
  }
}

export { DASHES };
