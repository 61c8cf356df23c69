/** The panel on the right: what is selected, each claim with its source, what is said against it. */
import { EdgePanel, GapPanel, Merged } from "./EdgePanel";
import { Group } from "./Group";
import { NodePanel } from "./NodePanel";
import { drawn, edges, gapMarks, nodes, view } from "./state";

function Selected() {
  const id = view.value.selected;
  const node = nodes.value.get(id);
  const arrow = drawn.value.find((one) => one.id === id);
  const edge = edges.value.get(id);
  const gap = gapMarks.value.find((one) => one.id === id || `gap:${one.id}` === id.split("~")[0]);
  if (node) return <NodePanel key={id} node={node} />;
  if (arrow && arrow.edges.length > 1) return <Merged key={id} list={arrow.edges} />;
  if (edge) return <EdgePanel key={id} edge={edge} />;
  if (gap) return <GapPanel key={id} id={gap.id} />;
  if (view.value.group.length) return null;
  return (
    <div class="hint">
      <h2>Evidence</h2>
      <p>Select a node or a line: every claim stands here with who says it, how far it got, and where to read it.</p>
    </div>
  );
}

export function Evidence() {
  return (
    <>
      <Group />
      <Selected />
    </>
  );
}
