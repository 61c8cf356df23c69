/** All of sigma: the rest of the page sees `Canvas` alone. */
import { createNodeImageProgram } from "@sigma/node-image";
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { edgePrograms } from "./dashes";
import type { Dot, Drawing, Heard, Picture, Stroke } from "./drawing";
import { Ink, type Seen } from "./ink";
import { type Pixel, isInside } from "./labels";

const SPACE = 1000;
const BEND = 0.09;
const CROWD = 1500;

export class Canvas {
  private readonly graph = new MultiDirectedGraph();
  private readonly sigma: Sigma;
  private picture: Picture | null = null;
  private strokes = new Map<string, Stroke>();
  private hovered = "";
  private dragging = "";
  private moved = false;
  private order: readonly Dot[] = [];
  private readonly ink: Ink;
  private later: ReturnType<typeof setTimeout> | undefined;

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
      // Labels are placed by `Ink`, so that none stands on another.
      renderLabels: false,
      renderEdgeLabels: false,
      zIndex: true,
      minCameraRatio: 0.005,
      maxCameraRatio: 8,
      stagePadding: 40,
      minEdgeThickness: 1,
      zoomToSizeRatioFunction: () => 1,
      allowInvalidContainer: true,
      doubleClickZoomingRatio: 1,
      defaultDrawNodeHover: (context, data) => this.ring(context, data as never),
      nodeReducer: (id, data) => this.reduceNode(id, data),
      edgeReducer: (id, data) => this.reduceEdge(id, data),
    });
    // A fixed frame: what is added later moves nothing that stands.
    this.sigma.setCustomBBox({ x: [-SPACE / 2, SPACE / 2], y: [-SPACE / 2, SPACE / 2] });
    this.ink = new Ink(this.sigma, this.graph);
    this.sigma.on("afterRender", () => {
      clearTimeout(this.later);
      // In a crowd labels wait until the picture stands still: placing them takes as long as drawing it.
      this.graph.order > CROWD ? (this.later = setTimeout(() => this.write(), 120)) : this.write();
    });
    this.listen();
  }

  private listen(): void {
    const { sigma, heard } = this;
    sigma.on("clickNode", ({ node, event }) => {
      if (!this.moved) heard.node(node, (event.original as MouseEvent).shiftKey);
    });
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
      sigma.refresh({ skipIndexation: true });
    });
    sigma.on("leaveNode", () => {
      this.hovered = "";
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
    const before = this.picture?.places ?? {};
    this.picture = picture;
    this.strokes = new Map(picture.strokes.map((one) => [one.id, one]));
    const dots = new Map(picture.dots.map((one) => [one.id, one]));
    for (const id of graph.nodes()) if (!dots.has(id)) graph.dropNode(id);
    const size = dots.size < 80 ? 12 : dots.size < 200 ? 8 : dots.size < 400 ? 6.5 : 4.5;
    const fresh: string[] = [];
    for (const dot of picture.dots) {
      const [x, y] = picture.places[dot.id] ?? [0, 0];
      const look = {
        x,
        y,
        size,
        color: picture.palette.family[dot.family],
        image: size > 5 ? new URL(`icons/${dot.family}.svg`, document.baseURI).href : null,
        type: "pictogram",
      };
      if (graph.hasNode(dot.id)) {
        if (dot.id !== this.dragging) graph.mergeNodeAttributes(dot.id, look);
      } else {
        graph.addNode(dot.id, look);
      }
      if (!before[dot.id] && picture.places[dot.id]) fresh.push(dot.id);
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
    const rank = (one: Dot) => graph.degree(one.id);
    this.order = [...picture.dots].sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
    this.sigma.refresh();
    if (fresh.length && (first || this.isSmall() || fresh.some((id) => !this.inSight(id)))) this.fit(!first);
  }

  /** Less than half of its room, both ways. */
  private isSmall(): boolean {
    const at = this.graph.mapNodes((_, node) => this.sigma.graphToViewport(node as { x: number; y: number }));
    const { width, height } = this.sigma.getDimensions();
    const span = (values: number[]) => Math.max(...values) - Math.min(...values);
    return span(at.map((one) => one.x)) < width / 2 && span(at.map((one) => one.y)) < height / 2;
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
    if (!this.isLit(id)) return { ...data, color: picture.palette.faint, zIndex: 0 };
    return { ...data, highlighted: ringed || picture.group.has(id), zIndex: 2 };
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

  /** The ring of what is selected; a thinner, broken one of what is picked for the group. */
  private ring(context: CanvasRenderingContext2D, data: { x: number; y: number; size: number; key: string }): void {
    const picture = this.picture;
    if (!picture) return;
    const only = picture.group.has(data.key) && data.key !== picture.selected && data.key !== picture.cursor;
    context.beginPath();
    context.arc(data.x, data.y, data.size + 4, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.setLineDash(only ? [5, 3] : []);
    context.strokeStyle = picture.palette.focus;
    context.stroke();
    context.setLineDash([]);
  }

  private write(): void {
    const seen = this.seen();
    if (seen) this.ink.write(seen);
  }

  private seen(): Seen | null {
    const { picture, hovered, order } = this;
    if (!picture) return null;
    return { picture, hovered, order, isLit: (id) => this.isLit(id), strokeLit: (id) => this.strokeLit(id) };
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

  /** The nodes inside an outline that was drawn over the picture. */
  within(outline: readonly Pixel[]): string[] {
    return this.graph.filterNodes((id) => {
      const data = this.sigma.getNodeDisplayData(id);
      if (!data || data.hidden) return false;
      const { x, y } = this.sigma.framedGraphToViewport(data);
      return isInside([x, y], outline);
    });
  }

  /** Everything as the screen shows it, in pixels. */
  shapes(): Drawing {
    const seen = this.seen();
    const { width, height } = this.sigma.getDimensions();
    return seen ? this.ink.shapes(seen) : { width, height, shapes: [], numbered: [] };
  }

  end(): void {
    clearTimeout(this.later);
    this.sigma.kill();
  }
}
