/** The network: feeds the canvas, and makes it one tab stop with a cursor of its own. */
import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { expandOrAsk, hide, layAnew, move, pick, pin, select, sentenceOf, unpinAll } from "./actions";
import { Canvas } from "./canvas";
import type { Picture, Stroke } from "./drawing";
import { Lasso, lassoing } from "./Lasso";
import { nearest } from "./place";
import { amountOf, caption, familyOf } from "./records";
import * as state from "./state";
import { from, trace } from "./tracing";
import { type Arrow, mergedWords } from "./sums";
import { palette } from "./theme";
import { magnitude } from "./values";
import { labelOf } from "./words";

/** The canvas that is on the page, for the export. */
export const current: { canvas: Canvas | null } = { canvas: null };

function stroke(arrow: Arrow): Stroke {
  const [edge] = arrow.edges;
  const words =
    arrow.edges.length > 1
      ? mergedWords(arrow.edges)
      : labelOf(edge!, state.nameOf);
  const most = Math.max(...arrow.edges.map((one) => magnitude(amountOf(one))));
  const width = most > 0 ? Math.min(5, 1.4 + Math.max(0, Math.log10(most) - 4) * 0.6) : 1.5;
  return { id: arrow.id, source: arrow.source, target: arrow.target, line: arrow.line, label: words.split(" · "), width };
}

/** What the canvas draws, from the state alone. */
export function picture(): Picture {
  const { view, shownNodes, drawn, gapMarks, faded, lit, cursor } = state;
  const now = view.value;
  const gaps = gapMarks.value.map((one): Stroke => ({
    id: `gap:${one.id}~${one.source}~${one.target}`,
    source: one.source,
    target: one.target,
    line: "gap",
    label: [`GAP ${one.id.replace("gap.", "").toUpperCase()}`, "not shown to", "be the same"],
    width: 3,
  }));
  const dim = faded.value;
  const bright = lit.value;
  const arrows = drawn.value;
  return {
    dots: shownNodes.value.map((one) => ({
      id: one.id,
      label: caption(one),
      family: familyOf(one.kind ?? ""),
      more: one.hidden_neighbors ?? 0,
      pinned: now.pinned.includes(one.id),
    })),
    strokes: [...arrows.map(stroke), ...gaps],
    places: now.at,
    selected: now.selected,
    cursor: cursor.value,
    group: new Set(now.group),
    lit: bright && {
      nodes: bright.nodes,
      edges: new Set(arrows.filter((one) => one.edges.some((edge) => bright.edges.has(edge.id))).map((one) => one.id)),
    },
    faded: new Set(arrows.filter((one) => one.edges.every((edge) => dim.has(edge.id))).map((one) => one.id)),
    palette: palette.value,
  };
}

const WAYS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function key(event: KeyboardEvent): void {
  const ids = state.shownNodes.value.map((one) => one.id);
  const at = state.cursor.value || ids[0] || "";
  const goTo = (id: string | undefined) => {
    if (!id) return;
    state.cursor.value = id;
    state.said.value = sentenceOf(id);
    current.canvas?.reveal(id);
  };
  const way = WAYS[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (way) goTo(state.cursor.value ? nearest(at, state.view.value.at, ids, ...way) : at);
  else if (event.key === "Enter") select(at);
  else if (event.key === "Home") goTo(ids[0]);
  else if (event.key === "e" || event.key === "E") expandOrAsk(at);
  else if (event.key === "p" || event.key === "P") {
    state.picking.value = at;
    state.said.value = `Path from ${state.nameOf(at)}: go to the other end and press Enter, or search for it.`;
  } else if (event.key === "m" || event.key === "M" || event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
    select(at);
    state.expanding.value = at;
  } else if (event.key === "t" || event.key === "T") void trace(from(at, event.shiftKey));
  else if (event.key === "s" || event.key === "S") pick(at);
  else if (event.key === "h" || event.key === "H") hide(at);
  else if (event.key === "x" || event.key === "X") pin(at);
  else if (event.key === "f" || event.key === "F") current.canvas?.fit();
  else if (event.key === "Escape") {
    if (state.picking.value) state.picking.value = "";
    else if (state.expanding.value) state.expanding.value = "";
    else if (lassoing.value) lassoing.value = false;
    else select("");
  } else if (event.key === "[" || event.key === "]") {
    const mine = state.drawn.value
      .filter((one) => one.source === at || one.target === at)
      .sort((a, b) => dayOf(a).localeCompare(dayOf(b)) || (a.id < b.id ? -1 : 1));
    const here = mine.findIndex((one) => one.id === state.view.value.selected);
    const next = mine[(here + (event.key === "]" ? 1 : mine.length - 1) + (here < 0 && event.key === "[" ? 1 : 0)) % (mine.length || 1)];
    if (next) {
      state.change({ selected: next.id }, true);
      const { label } = stroke(next);
      state.said.value = `${state.nameOf(next.source)} to ${state.nameOf(next.target)}: ${label.join(", ")}.`;
    }
  } else return;
  event.preventDefault();
}

function dayOf(arrow: Arrow): string {
  const edge = arrow.edges[0]!;
  const date = "date" in edge ? edge.date : "listed" in edge ? edge.listed : undefined;
  return date?.earliest ?? "9999";
}

export function Network() {
  const box = useRef<HTMLDivElement>(null);
  const [broken, setBroken] = useState("");
  useEffect(() => {
    let canvas: Canvas;
    try {
      canvas = new Canvas(box.current!, {
        node: (id, more) => (more ? pick(id) : select(id)),
        twice: (id) => expandOrAsk(id),
        edge: (id) => select(id),
        menu: (id) => {
          select(id);
          state.expanding.value = id;
        },
        nothing: () => {
          if (!state.picking.value) select("");
        },
        moved: (id, to) => move(id, to),
      });
    } catch (error) {
      setBroken(error instanceof Error ? error.message : String(error));
      return;
    }
    current.canvas = canvas;
    const stop = effect(() => canvas.show(picture()));
    const watch = new ResizeObserver(() => canvas.resize());
    watch.observe(box.current!);
    return () => {
      watch.disconnect();
      stop();
      canvas.end();
      current.canvas = null;
    };
  }, []);
  if (broken) return <p class="hint" role="alert">This browser draws no network here (no WebGL). The flow, the timeline and the table need none.</p>;
  return (
    <div class="network">
      <div
        ref={box}
        class="canvas"
        role="application"
        tabIndex={0}
        aria-label="Network"
        aria-describedby="canvas-keys"
        onKeyDown={key}
        onContextMenu={(event) => event.preventDefault()}
      />
      <p id="canvas-keys" class="unseen">
        Arrow keys go to the nearest node, Enter selects, E expands, P starts a path, M opens the relations, brackets step through the links, X pins, H hides, S picks several, T traces forward and Shift+T back, F fits, Escape
        goes back. The table has all of it too.
      </p>
      <Lasso canvas={() => current.canvas} />
      <div class="tools" role="group" aria-label="Picture">
        <button aria-label="Zoom in" title="Zoom in" onClick={() => current.canvas?.zoom(1.4)}>
          +
        </button>
        <button aria-label="Zoom out" title="Zoom out" onClick={() => current.canvas?.zoom(1 / 1.4)}>
          −
        </button>
        <button aria-label="Fit everything" title="Fit everything" onClick={() => current.canvas?.fit()}>
          ⤢
        </button>
        <button aria-label="Lay out anew what is not pinned" title="Lay out anew what is not pinned" onClick={layAnew}>
          ⟳
        </button>
        <button aria-label="Pick with a lasso" title="Pick with a lasso (or Shift-click, or S)" aria-pressed={lassoing.value} onClick={() => (lassoing.value = !lassoing.value)}>
          ◌
        </button>
        {state.view.value.pinned.length > 0 && (
          <button aria-label="Unpin all" title={`Unpin all ${state.view.value.pinned.length}`} onClick={unpinAll}>
            ⌖
          </button>
        )}
      </div>
    </div>
  );
}
