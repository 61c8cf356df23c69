/** Which currency is drawn, where there are several: they are never added up. */
import type { Flow } from "./flow";
import { change } from "./state";

export function Currency({ flow }: { flow: Pick<Flow, "currencies" | "currency"> }) {
  if (flow.currencies.length < 2) return null;
  return (
    <label>
      currency{" "}
      <select value={flow.currency} onChange={(event) => change({ currency: event.currentTarget.value })}>
        {flow.currencies.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}
