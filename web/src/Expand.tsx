/** Which relation to expand, with the count beside each; for hubs, how many and which first. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Expand, HUB, expand } from "./actions";
import { ask, returns } from "./client";
import { type NeighborGroup, type NodeView, caption } from "./records";
import { view } from "./state";
import { kindOfLink } from "./words";

export function Choices({ node }: { node: NodeView }) {
  const groups = useSignal<readonly NeighborGroup[] | null>(null);
  const total = useSignal(0);
  const how = useSignal<Required<Pick<Expand, "order" | "limit">>>({ order: "evidence", limit: 25 });
  useEffect(() => {
    void ask((api) => api.GET("/api/v1/entities/{id}/neighbors/summary", { params: { path: { id: node.id }, query: { inferred: view.value.inferred } } }))
      .then((answer) => {
        groups.value = answer.groups;
        total.value = answer.edges;
      })
      .catch(() => undefined);
  }, [node.id, returns.value]);
  if (!groups.value) return <p class="dim">Counting …</p>;
  const hub = total.value > HUB;
  // One line for each relation and way; the API parts payments by currency, the menu does not.
  const rows = new Map<string, { kind: string; direction: "out" | "in" | "any"; count: number; contested: number }>();
  for (const one of groups.value) {
    const key = `${one.kind} ${one.direction}`;
    const row = rows.get(key) ?? { kind: one.kind, direction: one.direction, count: 0, contested: 0 };
    row.count += one.edges;
    row.contested += one.contested;
    rows.set(key, row);
  }
  return (
    <section class="choices" aria-label={`Expand ${caption(node)}`}>
      {hub && (
        <fieldset>
          <legend>
            {total.value} links: choose a relation, or the first of all
          </legend>
          <label>
            first{" "}
            <select value={how.value.order} onChange={(event) => (how.value = { ...how.value, order: event.currentTarget.value as "date" })}>
              <option value="evidence">best established</option>
              <option value="amount">largest</option>
              <option value="date">earliest</option>
            </select>
          </label>{" "}
          <label>
            how many{" "}
            <select value={String(how.value.limit)} onChange={(event) => (how.value = { ...how.value, limit: Number(event.currentTarget.value) })}>
              {[10, 25, 50, 100, 200].map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
        </fieldset>
      )}
      <ul>
        <li>
          <button onClick={() => void expand(node.id, hub ? how.value : { limit: HUB })}>
            {hub ? `First ${how.value.limit} of all (${total.value})` : `All (${total.value})`}
          </button>
        </li>
        {[...rows.values()].map((one) => (
          <li key={`${one.kind}${one.direction}`}>
            <button onClick={() => void expand(node.id, { kind: one.kind, direction: one.direction, ...(hub ? how.value : { limit: 100 }) })}>
              {kindOfLink(one.kind, one.direction)} ({one.count})
            </button>
            {one.contested > 0 && <small class="dim"> {one.contested} contested, in whole or in part</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}
