/** The colours of both themes, once: the style sheet, the canvas and the pictures read them here. */
import type { Family } from "./records";
import type { Line } from "./standing";

export interface Palette {
  paper: string;
  panel: string;
  ink: string;
  dim: string;
  rule: string;
  focus: string;
  faint: string;
  family: Record<Family, string>;
  line: Record<Line, string>;
}

export const LIGHT: Palette = {
  paper: "#ffffff",
  panel: "#f6f7f9",
  ink: "#16191d",
  dim: "#545c66",
  rule: "#d3d8de",
  focus: "#1c5fc4",
  faint: "#dfe3e8",
  family: {
    person: "#2b6cb0",
    company: "#b45309",
    body: "#7b3fa0",
    account: "#0f766e",
    asset: "#80690b",
    case: "#5b6472",
    event: "#b83264",
    place: "#3f6b2c",
  },
  line: { solid: "#16191d", claimed: "#69727d", contested: "#a95a00", inferred: "#7440b8", gap: "#b3261e" },
};

export const DARK: Palette = {
  paper: "#14171c",
  panel: "#1b1f26",
  ink: "#eceff4",
  dim: "#a3acb9",
  rule: "#39414d",
  focus: "#8ab4ff",
  faint: "#2b313a",
  family: {
    person: "#4f8fd6",
    company: "#d07a2c",
    body: "#a973d0",
    account: "#2f9c92",
    asset: "#a3912f",
    case: "#8390a0",
    event: "#dd6694",
    place: "#6d9e55",
  },
  line: { solid: "#eceff4", claimed: "#9aa4b1", contested: "#e79a3c", inferred: "#b48cf0", gap: "#ff7b72" },
};

/** Dashes of each line, in pixels; a solid line has none. */
export const DASHES: Record<Line, readonly number[]> = {
  solid: [],
  claimed: [7, 5],
  contested: [7, 5],
  inferred: [2, 4],
  gap: [3, 6],
};

export function applyPalette(palette: Palette, root: HTMLElement): void {
  const set = (name: string, value: string) => root.style.setProperty(`--${name}`, value);
  for (const name of ["paper", "panel", "ink", "dim", "rule", "focus", "faint"] as const) set(name, palette[name]);
  for (const [name, value] of Object.entries(palette.family)) set(`family-${name}`, value);
  for (const [name, value] of Object.entries(palette.line)) set(`line-${name}`, value);
}

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * parts[0]! + 0.7152 * parts[1]! + 0.0722 * parts[2]!;
}

/** WCAG's contrast ratio, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}
