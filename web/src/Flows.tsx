/** Flows: sums of payments from party to party, and what is in no sum. No tracing: money is not told apart here. */
import { addAll, select } from "./actions";
import { Columns } from "./Columns";
import { Currency } from "./Currency";
import { FlowPicture } from "./FlowPicture";
import { type FlowLink, flowsFlow, spanWords, sumStanding, sumWords } from "./flows";
import { dropFlows, flowed, flows, flowsName } from "./flowing";
import { view } from "./state";
import { amountWords } from "./values";

const Payments = ({ ids }: { ids: readonly string[] }) => (
  <>
    {ids.map((one) => (
      <button key={one} class="name" aria-label={`Evidence of ${one}`} onClick={() => select(one)}>
        {one}
      </button>
    ))}
  </>
);

export function Flows() {
  const asked = view.value.flows!;
  const answer = flowed.value;
  if (!answer) return <p class="hint">Adding up …</p>;
  const flow = flowsFlow(answer, view.value.currency);
  const captions = new Map(answer.nodes.map((one) => [one.id, one.caption]));
  const name = (id: string | null): string => (id ? (captions.get(id) ?? id) : "elsewhere");
  const entities = [...new Set(answer.nodes.flatMap((one) => one.entity ?? []))];
  return (
    <div class="flow">
      <h2>Flows {flowsName(asked)}</h2>
      <p class="actions">
        <label>
          by{" "}
          <select value={asked.by} onChange={(event) => void flows({ ...asked, by: event.currentTarget.value as "holder" })}>
            <option value="holder">party</option>
            <option value="account">account</option>
            <option value="country">country</option>
          </select>
        </label>
        <Currency flow={flow} />
        <button disabled={!entities.length} onClick={() => void addAll(entities.slice(0, 200))}>
          Put them on the canvas
        </button>
        <button onClick={dropFlows}>Close the flows</button>
      </p>
      <p class="dim">
        Each transfer is summed once and by currency, as claimed; not a tracing of funds. Filled: found, upheld or official record, contested by nobody. Hatched: everything else.
        Dotted: paid, and in no sum.
      </p>
      {flow.bands.length + flow.threads.length > 0 ? (
        <div class="scroll" tabIndex={0} role="region" aria-label="Picture of the flows, scrolls">
          <FlowPicture flow={flow} counted="sums" />
        </div>
      ) : (
        <p>No payment leads {flowsName(asked)} in the sources read.</p>
      )}
      {answer.links.length > 0 && (
        <table class="wide">
          <caption>Sums: {answer.links.length}</caption>
          <Columns names={["from", "to", "sum", "when", "standing", "payments"]} />
          <tbody>
            {answer.links.map((one) => (
              <Sum key={one.id} one={one} name={name} />
            ))}
          </tbody>
        </table>
      )}
      {answer.stubs.length > 0 && (
        <table class="wide">
          <caption>In no sum: {answer.stubs.length}</caption>
          <Columns names={["from", "to", "why", "amounts", "payments"]} />
          <tbody>
            {answer.stubs.map((one, i) => (
              <tr key={i}>
                <td>{name(one.source)}</td>
                <td>{name(one.target)}</td>
                <td>{one.words}</td>
                <td>{(one.amounts ?? []).map((each) => amountWords(each as never)).join("; ") || "not stated"}</td>
                <td>
                  <Payments ids={one.payments} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(answer.meta?.limits_hit ?? []).map((one) => (
        <p key={one.detail} class="dim small">
          {one.detail}
        </p>
      ))}
    </div>
  );
}

function Sum({ one, name }: { one: FlowLink; name: (id: string | null) => string }) {
  return (
    <tr>
      <td>{name(one.source)}</td>
      <td>{name(one.target)}</td>
      <td>{sumWords(one)}</td>
      <td>{spanWords(one)}</td>
      <td>{sumStanding(one)}</td>
      <td>
        <Payments ids={one.payments} />
        {(one.overlapping ?? []).length > 0 && <small>of these {one.overlapping!.join(", ")} repeat each other</small>}
        {(one.repeated ?? []).length > 0 && <small>{one.repeated!.join(", ")} repeat this money elsewhere</small>}
      </td>
    </tr>
  );
}
