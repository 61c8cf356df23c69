/** What was picked together, by lasso, by Shift-click, by `S` or in the table, and what can be done with it. */
import { gather, hideAll, keepOnly, neighboursOf, pinAll, inverted } from "./actions";
import { findPath } from "./pathways";
import { nameOf, view } from "./state";

export function Group() {
  const { group } = view.value;
  if (!group.length) return null;
  const [source, target] = group;
  const both = group.length === 2;
  return (
    <section class="group" aria-label="Picked">
      <h2>{group.length} picked</h2>
      <p class="small">
        {group.slice(0, 12).map(nameOf).join(" · ")}
        {group.length > 12 && ` · and ${group.length - 12} more`}
      </p>
      <p class="actions">
        <button disabled={!both} title={both ? "" : "Pick two"} onClick={() => void findPath({ source: source!, target: target!, money: false, inferred: false, cost: "hops", hops: 6 })}>
          Path between the two
        </button>
        <button onClick={() => hideAll(group)}>Hide them</button>
        <button onClick={() => keepOnly(group)}>Keep only these</button>
        <button onClick={() => pinAll(group)}>Pin them</button>
        <button onClick={() => gather(neighboursOf(group))}>Add their neighbours</button>
        <button onClick={() => gather(inverted(group))}>Pick the others</button>
        <button onClick={() => gather([])}>Pick nothing</button>
      </p>
    </section>
  );
}
