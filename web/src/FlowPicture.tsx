/** The picture of a flow: bands, bars, and a stub wherever money comes or goes that is not traced. */
import { sankeyLinkHorizontal } from "d3-sankey";
import { select } from "./actions";
import { type Flow, layOut, untraced } from "./flow";
import { type Placed, type Rect, type Wanted, pack, wrapped } from "./labels";
import { amountOf, familyOf } from "./records";
import { type Line, lineOf, standingWords } from "./standing";
import { nameOf, nodes, view } from "./state";
import { amountShort } from "./values";
import { labelOf, saidBy } from "./words";

const HATCHED = ["claimed", "contested", "inferred"] as const;
const BAR = 12;
/** Letters are measured roughly here: the text is in the page, and a little air does no harm. */
const measure = (text: string, size: number): number => text.length * size * 0.56;

type Laid = ReturnType<typeof layOut>;
type LaidBox = Laid["nodes"][number];

/** What is said beside a box: that it is there again, and what is not traced on either side. */
export function marksOf(flow: Flow, key: string): { left: string; right: string } {
  const box = flow.boxes.find((one) => one.key === key)!;
  if (box.marks) return box.marks;
  const [onward, before] = [untraced(flow, key, true), untraced(flow, key, false)];
  const right = box.stub === "end" ? "onward: not on this canvas" : onward ? `not traced onward: ${amountShort(onward)}` : "";
  return { left: before ? `from elsewhere: ${amountShort(before)}` : "", right: [box.again ? "again" : "", right].filter(Boolean).join("; ") };
}

/** Where a stub leaves a bar: below the bands that are drawn. */
function stubs(one: LaidBox, marks: { left: string; right: string }, last: boolean) {
  const drawn = (list: Laid["links"] | undefined) => (list ?? []).reduce((sum, band) => sum + (band.width ?? 0), 0);
  const [top, bottom] = [one.y0!, Math.max(one.y1!, one.y0! + 3)];
  const stub = (x: number, from: number) => <path d={`M${x} ${from}h22l6 ${(bottom - from) / 2}l-6 ${(bottom - from) / 2}h-22z`} class="untraced" />;
  return (
    <>
      {(/not traced|unseen/.test(marks.right) || last) && stub(one.x1!, last ? top : top + drawn(one.sourceLinks as Laid["links"]))}
      {marks.left && stub(one.x0! - 28, top + drawn(one.targetLinks as Laid["links"]))}
    </>
  );
}

function texts(laid: Laid, flow: Flow, width: number, height: number): { names: Placed[]; figures: Placed[] } {
  const bars: Rect[] = laid.nodes.map((one) => [one.x0!, one.y0!, one.x1!, one.y1!]);
  const marks: Wanted[] = laid.nodes.flatMap((one) => {
    const { left, right } = marksOf(flow, one.key);
    const side = (text: string, at: -1 | 1): Wanted[] => {
      if (!text) return [];
      const lines = wrapped(text, 22, 3);
      const wide = Math.max(...lines.map((line) => measure(line, 10))) / 2;
      const [y, far] = [(one.y0! + one.y1!) / 2, one.y1! + 6 + lines.length * 6];
      const x = at > 0 ? one.x1! + 34 + wide : one.x0! - 34 - wide;
      return [{ id: one.key, lines, size: 10, must: false, spots: [[x, y], [x, far], [x, one.y0! + 6]] }];
    };
    return [...side(right, 1), ...side(left, -1)];
  });
  const figures: Wanted[] = laid.links.map((one) => {
    const from = one.source as LaidBox;
    const to = one.target as LaidBox;
    const label = [one.figure ?? amountShort(amountOf(one.edge)!), ...wrapped(standingWords(one.edge.evidence), 24, 2)];
    const at = (t: number) => [from.x1! + (to.x0! - from.x1!) * t, one.y0! + (one.y1! - one.y0!) * (3 * t * t - 2 * t * t * t)] as const;
    return { id: one.edge.id, lines: label, size: 10, must: false, spots: [0.5, 0.35, 0.65, 0.25, 0.75].map(at) };
  });
  const names: Placed[] = laid.nodes.map((one) => {
    const lines = wrapped(nameOf(one.id), 24, 3);
    return { id: one.key, at: [one.x0!, one.y0! - 5 - 13 * (lines.length - 1)], lines, size: 12 };
  });
  const taken: Rect[] = names.map(({ at, lines }) => [at[0], at[1] - 12, at[0] + Math.max(...lines.map((line) => measure(line, 12))), at[1] + 13 * (lines.length - 1) + 4]);
  return { names, figures: pack([...marks, ...figures], [...bars, ...taken], { width, height }, measure) };
}

const Text = ({ one, anchor, kind }: { one: Placed; anchor: "start" | "middle"; kind?: string }) => (
  <text x={one.at[0]} y={one.at[1]} class={kind} text-anchor={anchor}>
    {one.lines.map((text, i) => (
      <tspan key={i} x={one.at[0]} dy={i ? one.size + 1 : 0}>
        {text}
      </tspan>
    ))}
  </text>
);

export function FlowPicture({ flow }: { flow: Flow }) {
  const width = Math.max(760, 230 * flow.columns.length);
  const rows = Math.max(...flow.columns.map((_, i) => flow.boxes.filter((one) => one.column === i).length));
  const height = Math.max(400, 112 * rows);
  const laid = layOut(flow, width, height);
  const path = sankeyLinkHorizontal();
  const heads = new Map(laid.nodes.map((one) => [one.column, one.x0 ?? 0]));
  const { names, figures } = texts(laid, flow, width, height);
  const band = (line: Line) => (line === "solid" ? undefined : `url(#hatch-${line})`);
  return (
    <svg id="flow-svg" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Money flow of ${flow.bands.length} payments in ${flow.columns.length} columns; the table below says the same.`}>
      <defs>
        {HATCHED.map((line) => (
          <pattern key={line} id={`hatch-${line}`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform={`rotate(${line === "contested" ? -45 : 45})`}>
            <rect width="7" height="7" class={`wash line-${line}`} />
            <line x1="0" y1="0" x2="0" y2="7" class={`stripe line-${line}`} />
          </pattern>
        ))}
      </defs>
      {flow.columns.map((one, i) => (
        <text key={one} x={heads.get(i) ?? 0} y="16" class="head">
          {one}
        </text>
      ))}
      {laid.links.map((one) => {
        const line = lineOf(one.edge.evidence);
        return (
          <path
            key={one.edge.id}
            d={path(one as never) ?? ""}
            class={`band line-${line}${view.value.selected === one.edge.id ? " on" : ""}`}
            stroke={band(line)}
            stroke-width={Math.max(2, one.width ?? 0)}
            onClick={() => select(one.edge.id)}
          >
            <title>{`${nameOf(one.edge.source)} → ${nameOf(one.edge.target)}: ${one.figure ? `${one.figure} of ` : ""}${labelOf(one.edge, nameOf)}; said by ${saidBy(one.edge, nameOf)}`}</title>
          </path>
        );
      })}
      {laid.nodes.map((one) => (
        <g key={one.key} class="box" onClick={() => select(one.id)}>
          <rect x={one.x0} y={one.y0} width={BAR} height={Math.max(3, one.y1! - one.y0!)} class={`family-${familyOf(nodes.value.get(one.id)?.kind ?? "")}`} />
          {stubs(one, marksOf(flow, one.key), one.stub === "end")}
        </g>
      ))}
      {figures.map((one) => (
        <Text key={`${one.id}${one.at[0]}`} one={one} anchor="middle" kind="figure" />
      ))}
      {names.map((one) => (
        <Text key={one.id} one={one} anchor="start" />
      ))}
    </svg>
  );
}
