/** What the canvas is given to draw, and what it gives back for the exported file. No library in it. */
import type { Pixel } from "./labels";
import type { Palette } from "./palette";
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
export interface Lit {
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
}
export interface Picture {
  dots: readonly Dot[];
  strokes: readonly Stroke[];
  places: Places;
  /** What is ringed; what stays lit (none: all); what is out of the brushed time. */
  selected: string;
  cursor: string;
  group: ReadonlySet<string>;
  lit: Lit | null;
  faded: ReadonlySet<string>;
  palette: Palette;
}
export interface Heard {
  node(id: string, more: boolean): void;
  twice(id: string): void;
  edge(id: string): void;
  menu(id: string): void;
  nothing(): void;
  moved(id: string, to: readonly [number, number]): void;
}
/** One line or shape of the picture in pixels, for the exported file. */
export interface Shape {
  curve?: { from: Pixel; over: Pixel; to: Pixel; line: Line; width: number; faint: boolean };
  dot?: { at: Pixel; radius: number; family: Family; ring: boolean; faint: boolean };
  text?: { at: Pixel; lines: readonly string[]; small: boolean; faint: boolean };
}

export interface Drawing {
  width: number;
  height: number;
  shapes: readonly Shape[];
  /** Names of the nodes that carry a number in place of a label, from 1 on. */
  numbered: readonly string[];
}
