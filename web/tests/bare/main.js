/** The yardstick of `speed.mjs`: sigma alone, with the nodes, places and edges that the page draws. */
import { createEdgeCurveProgram } from "@sigma/edge-curve";
import Graph from "graphology";
import Sigma from "sigma";

const graph = new Graph({ type: "directed", multi: true });
for (const part of new URLSearchParams(location.hash.slice(1)).get("n").split("!")) {
  const [id, x, y] = part.split("*");
  graph.addNode(id, { x: Number(x), y: Number(y), size: 4, color: "#1f6fb2", label: id });
}
const asked = { ids: graph.nodes(), limit: 5000, undated: "include" };
const answer = await fetch("/api/v1/subgraph", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked) });
for (const { id, source, target } of (await answer.json()).edges) {
  if (source !== target) graph.addDirectedEdgeWithKey(id, source, target, { size: 1, color: "#8a94a0", type: "curved", curvature: 0.08 });
}
const curved = createEdgeCurveProgram({ arrowHead: { extremity: "target", lengthToThicknessRatio: 3.2, widenessToThicknessRatio: 2.6 } });
new Sigma(graph, document.getElementById("box"), { edgeProgramClasses: { curved }, renderLabels: graph.order <= 300 });
