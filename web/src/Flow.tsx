/** The money flow: bands from left to right, hatched unless found, upheld or official record. */
import { select } from "./actions";
import { Columns } from "./Columns";
import { Currency } from "./Currency";
import { FlowPicture } from "./FlowPicture";
import { flowOf } from "./flow";
import { amountOf, whenOf } from "./records";
import { flows } from "./flowing";
import { Flows } from "./Flows";
import { Trace } from "./Trace";
import { linkRow } from "./rows";
import { standingWords } from "./standing";
import { change, faded, nameOf, nodes, shownEdges, view } from "./state";
import { amountShort } from "./values";

export function Flow() {
  if (view.value.trace) return <Trace />;
  return view.value.flows ? <Flows /> : <OnCanvas />;
}

function OnCanvas() {
  const now = view.value;
  const dim = faded.value;
  const flow = flowOf(shownEdges.value.filter((one) => !dim.has(one.id)), now.currency, now.columns, nameOf);
  if (!flow.bands.length) {
    return (
      <div class="hint">
        <Further />
        <h2>Money flow</h2>
        <p>No payment with an amount is on the canvas. Ask for a path between two parties with “money only”, or expand the payments of a company.</p>
        <Beside flow={flow} />
      </div>
    );
  }
  return (
    <div class="flow">
      <Further />
      <p class="actions">
        <label>
          columns by{" "}
          <select value={now.columns} onChange={(event) => change({ columns: event.currentTarget.value as "hop" })}>
            <option value="hop">step</option>
            <option value="period">year</option>
          </select>
        </label>
        <Currency flow={flow} />
        <span class="dim">
          Payments on the canvas in {flow.currency === "XXX" ? "a currency not stated" : flow.currency}, as claimed; not a tracing of funds. Filled: found, upheld or official record. Hatched: everything else.
        </span>
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Flow picture, scrolls">
        <FlowPicture flow={flow} />
      </div>
      <table class="wide">
        <caption>The same payments: {flow.bands.length}</caption>
        <Columns names={["from", "to", "amount", "date", "standing", "said by"]} />
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

/** Beyond the canvas: what all payments of the store come to, on from the selected party or back to it. */
function Further() {
  const { path, selected } = view.value;
  const node = nodes.value.get(selected);
  const ask = (source: string, target: string) => void flows({ source, target, by: "holder" });
  if (!node && !path) return null;
  return (
    <p class="actions">
      <span class="dim">Beyond the canvas, added up:</span>
      {node && <button onClick={() => ask(node.id, "")}>all that flows on from {nameOf(node.id)}</button>}
      {node && <button onClick={() => ask("", node.id)}>all that flows to {nameOf(node.id)}</button>}
      {path && (
        <button onClick={() => ask(path.source, path.target)}>
          from {nameOf(path.source)} to {nameOf(path.target)}
        </button>
      )}
    </p>
  );
}
