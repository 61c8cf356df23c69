/** The panel on the right: what is selected, each claim with its source, what is said against it. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { returns } from "./client";
import { readRecord } from "./reading";
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
  if (gap || id.startsWith("gap.")) return <GapPanel key={id} id={gap?.id ?? id} />;
  if (/^[a-z]{3}\./.test(id)) return <Unread key={id} id={id} />;
  if (view.value.group.length) return null;
  return (
    <div class="hint">
      <h2>Evidence</h2>
      <p>Select a node or a line: every claim stands here with who says it, how far it got, and where to read it.</p>
    </div>
  );
}

/** A record that a table names and the page has not read yet. */
function Unread({ id }: { id: string }) {
  const problem = useSignal("");
  useEffect(() => {
    void readRecord(id).then((words) => (problem.value = words));
  }, [id, returns.value]);
  return <p role="status">{problem.value || "Reading …"}</p>;
}

export function Evidence() {
  return (
    <>
      <Group />
      <Selected />
    </>
  );
}
