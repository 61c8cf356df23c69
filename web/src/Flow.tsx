/** The money flow: bands from left to right, hatched unless found, upheld or official record. */
import { sankeyLinkHorizontal } from "d3-sankey";
import { select } from "./actions";
import { wrapped } from "./canvas";
import { flowOf, layOut, untraced } from "./flow";
import { amountOf, familyOf, whenOf } from "./records";
import { linkRow } from "./rows";
import { lineLabel, lineOf, standingWords } from "./standing";
import { change, faded, nameOf, nodes, shownEdges, view } from "./state";
import { amountShort } from "./values";

export function Flow() {
  const now = view.value;
  const dim = faded.value;
  const flow = flowOf(shownEdges.value.filter((one) => !dim.has(one.id)), now.currency, now.columns);
  if (!flow.bands.length) {
    return (
      <div class="hint">
        <h2>Money flow</h2>
        <p>No payment with an amount is on the canvas. Ask for a path between two parties with “money only”, or expand the payments of a company.</p>
        <Beside flow={flow} />
      </div>
    );
  }
  const width = Math.max(760, 210 * flow.columns.length);
  const rows = Math.max(...flow.columns.map((_, i) => flow.boxes.filter((one) => one.column === i).length));
  const height = Math.max(380, 100 * rows);
  const laid = layOut(flow, width, height);
  const path = sankeyLinkHorizontal();
  const heads = new Map(laid.nodes.map((one) => [one.column, one.x0 ?? 0]));
  return (
    <div class="flow">
      <p class="actions">
        <label>
          columns by{" "}
          <select value={now.columns} onChange={(event) => change({ columns: event.currentTarget.value as "hop" })}>
            <option value="hop">step</option>
            <option value="period">year</option>
          </select>
        </label>
        {flow.currencies.length > 1 && (
          <label>
            currency{" "}
            <select value={flow.currency} onChange={(event) => change({ currency: event.currentTarget.value })}>
              {flow.currencies.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
        )}
        <span class="dim">
          Payments on the canvas in {flow.currency === "XXX" ? "a currency not stated" : flow.currency}, as claimed; not a tracing of funds. Filled: found, upheld or official record. Hatched: everything else.
        </span>
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Flow picture, scrolls">
        <svg id="flow-svg" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Money flow of ${flow.bands.length} payments in ${flow.columns.length} columns; the table below says the same.`}>
          <defs>
            {(["claimed", "contested", "inferred"] as const).map((line) => (
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
            const on = now.selected === one.edge.id;
            return (
              <path
                key={one.edge.id}
                d={path(one as never) ?? ""}
                class={`band line-${line}${on ? " on" : ""}`}
                stroke={line === "solid" ? undefined : `url(#hatch-${line})`}
                stroke-width={Math.max(2, one.width ?? 0)}
                onClick={() => select(one.edge.id)}
              >
                <title>{`${nameOf(one.edge.source)} → ${nameOf(one.edge.target)}: ${lineLabel(one.edge, nameOf, amountShort(amountOf(one.edge)!))}; said by ${(one.edge.evidence?.asserted_by ?? []).map(nameOf).join(", ")}`}</title>
              </path>
            );
          })}
          {laid.links.map((one) => {
            const x = ((one.source as { x1?: number }).x1! + (one.target as { x0?: number }).x0!) / 2;
            return (
              <text key={one.edge.id} x={x} y={((one.y0 ?? 0) + (one.y1 ?? 0)) / 2} class="figure" text-anchor="middle">
                <tspan x={x}>{amountShort(amountOf(one.edge)!)}</tspan>
                <tspan x={x} dy="11">
                  {standingWords(one.edge.evidence)}
                </tspan>
              </text>
            );
          })}
          {laid.nodes.map((one) => {
            const family = familyOf(nodes.value.get(one.id)?.kind ?? "");
            const left = untraced(flow, one.key);
            const lines = wrapped(nameOf(one.id), 24, 3);
            const marks = [one.again ? "again" : "", left ? "not all traced onward" : "", one.stub === "end" ? "onward: not on this canvas" : ""].filter(Boolean);
            return (
              <g key={one.key} class="box" onClick={() => select(one.id)}>
                <rect x={one.x0} y={one.y0} width={12} height={Math.max(3, (one.y1 ?? 0) - (one.y0 ?? 0))} class={`family-${family}`} />
                {one.stub === "end" && <line x1={one.x1! + 2} x2={one.x1! + 16} y1={(one.y0! + one.y1!) / 2} y2={(one.y0! + one.y1!) / 2} class="stub" />}
                <text x={one.x0} y={one.y0! - 4 - 12 * (lines.length - 1)}>
                  {lines.map((text, i) => (
                    <tspan key={text} x={one.x0} dy={i ? 12 : 0}>
                      {text}
                    </tspan>
                  ))}
                </text>
                {marks.length > 0 && (
                  <text x={one.x1! + 20} y={(one.y0! + one.y1!) / 2 + 3} class="figure">
                    {marks.join("; ")}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
      <table class="wide">
        <caption>The same payments: {flow.bands.length}</caption>
        <thead>
          <tr>
            <th scope="col">from</th>
            <th scope="col">to</th>
            <th scope="col">amount</th>
            <th scope="col">date</th>
            <th scope="col">standing</th>
            <th scope="col">said by</th>
          </tr>
        </thead>
        <tbody>
          {flow.bands.map(({ edge }) => {
            const row = linkRow(edge, nameOf);
            return (
              <tr key={edge.id} class={now.selected === edge.id ? "on" : ""}>
                <td>{row.from}</td>
                <td>{row.to}</td>
                <td>
                  <button class="name" onClick={() => select(edge.id)}>
                    {row.amount}
                  </button>
                  {"granularity" in edge && edge.granularity === "aggregate" && <small> a total</small>}
                </td>
                <td>{row.when}</td>
                <td>{row.standing}</td>
                <td>{row.saidBy}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Beside flow={flow} />
    </div>
  );
}

function Beside({ flow }: { flow: ReturnType<typeof flowOf> }) {
  if (!flow.beside.length) return null;
  return (
    <details>
      <summary>{flow.beside.length} payments are not drawn</summary>
      <ul class="links">
        {flow.beside.map(({ edge, why }) => (
          <li key={edge.id}>
            <button class="name" onClick={() => select(edge.id)}>
              {nameOf(edge.source)} → {nameOf(edge.target)}
            </button>{" "}
            {amountOf(edge) && amountShort(amountOf(edge)!)} {whenOf(edge)?.earliest?.slice(0, 4)} · {why} · {standingWords(edge.evidence)}
          </li>
        ))}
      </ul>
    </details>
  );
}
