/** The exported picture: the canvas as SVG with legend, date, filters and the list of sources in it. */
import type { Drawing, Shape } from "./drawing";
import { DASHES, LIGHT } from "./palette";
import { FAMILY_WORDS, type Family } from "./records";
import { LINES, LINE_WORDS, type Line } from "./standing";

export interface Caption {
  title: string;
  date: string;
  filters: string;
  snapshot: string;
  /** One line each: links with asserter and rung; sources with publisher and date. */
  statements: readonly string[];
  sources: readonly string[];
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const n = (value: number): string => String(Math.round(value * 10) / 10);

function lineText(text: string, wide: number): string[] {
  const lines: string[] = [];
  let line = "";
  // An address has no spaces: it is broken where the line ends.
  const pieces = text.split(" ").flatMap((one) => one.match(new RegExp(`.{1,${wide - 2}}`, "g")) ?? []);
  for (const word of pieces) {
    if (line && line.length + word.length >= wide) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}

function curveSvg({ from, over, to, line, width, faint }: NonNullable<Shape["curve"]>): string {
  const colour = faint ? LIGHT.faint : LIGHT.line[line];
  const dash = DASHES[line].length ? ` stroke-dasharray="${DASHES[line].join(" ")}"` : "";
  // The curve ends at the base of its head; the head ends at the rim of the node.
  const back = Math.hypot(to[0] - over[0], to[1] - over[1]) || 1;
  const [ux, uy] = [(to[0] - over[0]) / back, (to[1] - over[1]) / back];
  const head = line !== "gap" && line !== "inferred";
  const tip = [to[0] - ux * 13, to[1] - uy * 13];
  const long = 4 + width * 2.2;
  const base = head ? [tip[0]! - ux * long, tip[1]! - uy * long] : tip;
  const path = `<path d="M${n(from[0])} ${n(from[1])}Q${n(over[0])} ${n(over[1])} ${n(base[0]!)} ${n(base[1]!)}" fill="none" stroke="${colour}" stroke-width="${n(width)}"${dash}/>`;
  if (!head) return path;
  const half = 2 + width * 1.1;
  return `${path}<path d="M${n(tip[0]!)} ${n(tip[1]!)}L${n(base[0]! - uy * half)} ${n(base[1]! + ux * half)}L${n(base[0]! + uy * half)} ${n(base[1]! - ux * half)}Z" fill="${colour}"/>`;
}

function shapeSvg(shape: Shape, icon: (family: Family) => string): string {
  if (shape.curve) return curveSvg(shape.curve);
  if (shape.dot) {
    const { at, radius, family, ring, faint } = shape.dot;
    const r = Math.max(4, radius);
    const rim = ring ? `<circle cx="${n(at[0])}" cy="${n(at[1])}" r="${n(r + 4)}" fill="none" stroke="${LIGHT.focus}" stroke-width="3"/>` : "";
    const inner = `<path transform="translate(${n(at[0] - r * 0.62)} ${n(at[1] - r * 0.62)}) scale(${((r * 1.24) / 24).toFixed(3)})" fill="#fff" fill-rule="evenodd" d="${icon(family)}"/>`;
    return `${rim}<circle cx="${n(at[0])}" cy="${n(at[1])}" r="${n(r)}" fill="${faint ? LIGHT.faint : LIGHT.family[family]}"/>${inner}`;
  }
  const { at, lines, small, faint } = shape.text!;
  const size = small ? 10 : 12;
  const spans = lines.map((one, i) => `<tspan x="${n(at[0])}" dy="${i ? size + 2 : 0}">${escape(one)}</tspan>`).join("");
  const ink = faint ? LIGHT.dim : small ? LIGHT.dim : LIGHT.ink;
  return `<text x="${n(at[0])}" y="${n(at[1])}" font-size="${size}" text-anchor="middle" fill="${ink}" stroke="${LIGHT.paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${spans}</text>`;
}

/** A whole SVG file; always on white paper, so that it prints. */
export function toSvg(
  drawing: Drawing,
  caption: Caption,
  icon: (family: Family) => string,
): string {
  const width = Math.max(720, Math.ceil(drawing.width));
  const top = 64;
  const parts: string[] = [];
  let y = top + Math.ceil(drawing.height) + 24;
  const text = (x: number, words: string, size = 11, weight = "") =>
    `<text x="${n(x)}" y="${n(y)}" font-size="${size}"${weight && ` font-weight="${weight}"`} fill="${LIGHT.ink}">${escape(words)}</text>`;
  const block = (title: string, lines: readonly string[]) => {
    if (!lines.length) return;
    parts.push(text(16, title, 12, "bold"));
    y += 16;
    for (const line of lines.flatMap((one) => lineText(one, Math.floor((width - 32) / 5.6)))) {
      parts.push(text(16, line, 10.5));
      y += 14;
    }
    y += 10;
  };
  const families = new Set(drawing.shapes.flatMap((one) => (one.dot ? [one.dot.family] : [])));
  const lines = new Set<Line>(drawing.shapes.flatMap((one) => (one.curve ? [one.curve.line] : [])));
  parts.push(text(16, "Legend", 12, "bold"));
  y += 18;
  let x = 16;
  for (const family of families) {
    const wide = 30 + FAMILY_WORDS[family].length * 6;
    if (x + wide > width - 16) [x, y] = [16, y + 18];
    parts.push(`<circle cx="${x + 7}" cy="${y - 4}" r="7" fill="${LIGHT.family[family]}"/><path transform="translate(${x + 2} ${y - 9}) scale(0.42)" fill="#fff" fill-rule="evenodd" d="${icon(family)}"/>`);
    parts.push(text(x + 19, FAMILY_WORDS[family]));
    x += wide;
  }
  y += 20;
  for (const line of LINES.filter((one) => lines.has(one))) {
    const dash = DASHES[line].length ? ` stroke-dasharray="${DASHES[line].join(" ")}"` : "";
    parts.push(`<path d="M16 ${y - 4}h34" stroke="${LIGHT.line[line]}" stroke-width="2"${dash}/>`, text(58, LINE_WORDS[line]));
    y += 16;
  }
  y += 10;
  block("By number in the picture", drawing.numbered.length ? [drawing.numbered.map((one, i) => `${i + 1} ${one}`).join(" · ")] : []);
  block("What the links say, and how far each is established", caption.statements);
  block("Sources", caption.sources);
  const height = Math.ceil(y + 6);
  const shapes = drawing.shapes.map((one) => shapeSvg(one, icon)).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif">
<rect width="100%" height="100%" fill="${LIGHT.paper}"/>
<text x="16" y="26" font-size="16" font-weight="bold" fill="${LIGHT.ink}">${escape(caption.title)}</text>
<text x="16" y="44" font-size="11" fill="${LIGHT.dim}">${escape(`Drawn ${caption.date} · ${caption.filters} · snapshot ${caption.snapshot.slice(0, 12)}`)}</text>
<svg y="${top}" width="${n(drawing.width)}" height="${n(drawing.height)}" viewBox="0 0 ${n(drawing.width)} ${n(drawing.height)}">
${shapes}
</svg>
${parts.join("\n")}
</svg>
`;
}
