/** The picture of a flow: bands, bars, and a stub wherever money comes or goes that is not traced. */
import { sankeyLinkHorizontal } from "d3-sankey";
import { select } from "./actions";
import { type Flow, layOut } from "./flow";
import { type Placed, type Rect, type Wanted, pack, wrapped } from "./labels";
import { familyOf } from "./records";
import { nameOf, nodes, view } from "./state";

const HATCHED = ["claimed", "contested", "inferred"] as const;
const BAR = 12;
/** Letters are measured roughly here: the text is in the page, and a little air does no harm. */
const measure = (text: string, size: number): number => text.length * size * 0.56;

type Laid = ReturnType<typeof layOut>;
type LaidBox = Laid["nodes"][number];

/** Where a stub leaves a bar: below the bands that are drawn. */
function stubs(one: LaidBox, last: boolean) {
  const { marks } = one;
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

function texts(laid: Laid, width: number, height: number): { names: Placed[]; figures: Placed[] } {
  const bars: Rect[] = laid.nodes.map((one) => [one.x0!, one.y0!, one.x1!, one.y1!]);
  const marks: Wanted[] = laid.nodes.flatMap((one) => {
    const { left, right } = one.marks;
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
    const label = one.words.flatMap((each) => wrapped(each, 24, 2));
    const at = (t: number) => [from.x1! + (to.x0! - from.x1!) * t, one.y0! + (one.y1! - one.y0!) * (3 * t * t - 2 * t * t * t)] as const;
    return { id: one.id, lines: label, size: 10, must: false, spots: [0.5, 0.35, 0.65, 0.25, 0.75].map(at) };
  });
  const names: Placed[] = laid.nodes.map((one) => {
    const lines = wrapped(one.name ?? nameOf(one.id), 24, 3);
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

export function FlowPicture({ flow, counted = "payments" }: { flow: Flow; counted?: string }) {
  const width = Math.max(760, 230 * flow.columns.length);
  const rows = Math.max(...flow.columns.map((_, i) => flow.boxes.filter((one) => one.column === i).length));
  const height = Math.max(400, 112 * rows);
  const laid = layOut(flow, width, height);
  const path = sankeyLinkHorizontal();
  const heads = new Map(laid.nodes.map((one) => [one.column, one.x0 ?? 0]));
  const { names, figures } = texts(laid, width, height);
  return (
    <svg id="flow-svg" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Money flow of ${flow.bands.length} ${counted} in ${flow.columns.length} columns; the table below says the same.`}>
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
      {flow.threads.map((one, i) => {
        const [from, to] = [one.source, one.target].map((key) => laid.nodes.find((each) => each.key === key));
        if (!from || !to) return null;
        const [y, z] = [(from.y0! + from.y1!) / 2, (to.y0! + to.y1!) / 2];
        const middle = (from.x1! + to.x0!) / 2;
        return (
          <path key={i} class="thread" d={`M${from.x1} ${y}C${middle} ${y} ${middle} ${z} ${to.x0} ${z}`}>
            <title>{one.title}</title>
          </path>
        );
      })}
      {laid.links.map((one) => (
        <path
          key={one.id}
          d={path(one as never) ?? ""}
          class={`band line-${one.line}${view.value.selected === one.record ? " on" : ""}`}
          stroke={one.line === "solid" ? undefined : `url(#hatch-${one.line})`}
          stroke-width={Math.max(2, one.width ?? 0)}
          onClick={() => select(one.record)}
        >
          <title>{one.title}</title>
        </path>
      ))}
      {laid.nodes.map((one) => (
        <g key={one.key} class="box" onClick={() => select(one.id)}>
          <rect x={one.x0} y={one.y0} width={BAR} height={Math.max(3, one.y1! - one.y0!)} class={`family-${familyOf(nodes.value.get(one.id)?.kind ?? "")}`} />
          {stubs(one, one.stub === "end")}
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
