/** Footnotes and other words to take away: each names who says it, how, and where it stands. */
import { type EdgeView, type Path, type SaidClaim, type Source, amountOf, relation } from "./records";
import { several, standingWords } from "./standing";
import { amountWords, dateWords } from "./values";

export function sourceWords(source: Source | undefined, at?: string): string {
  if (!source) return at ?? "";
  const parts = [source.title, source.publisher, dateWords(source.date), at, source.url ?? undefined];
  return parts.filter((one): one is string => !!one).join(", ");
}

export function claimFootnote(said: SaidClaim, source: Source | undefined): string {
  const { claim } = said;
  const back = claim.taken_back ? ` Taken back ${dateWords(claim.taken_back.on)}.` : "";
  return `${said.sentence}${back} Source: ${sourceWords(source, claim.at)} [${claim.id}].`;
}

/** One line about an edge with its standing; on conduct the API's own sentence, whole. */
export function edgeSentence(edge: EdgeView, nameOf: (id: string) => string): string {
  const amount = amountOf(edge);
  const what = amount ? `${relation(edge.kind ?? "")} ${amountWords(amount)} to` : relation(edge.kind ?? "");
  const by = several((edge.evidence?.asserted_by ?? []).map(nameOf));
  const denied = edge.evidence?.denied_by?.length ? `; denied by ${several(edge.evidence.denied_by.map(nameOf))}` : "";
  const conduct = edge.evidence?.ladder === "conduct";
  const plain = `${nameOf(edge.source)} ${what} ${nameOf(edge.target)} (${standingWords(edge.evidence)}; said by ${by}${denied}).`;
  if (conduct) return `${edge.sentence ?? plain} (${standingWords(edge.evidence)})`;
  return edge.sentence ? `${plain} ${edge.sentence}` : plain;
}

export function pathFootnote(path: Path, edges: ReadonlyMap<string, EdgeView>, nameOf: (id: string) => string): string {
  const lines = path.hops.map((hop, i) => {
    const edge = edges.get(hop.edge);
    return `${i + 1}. ${edge ? edgeSentence(edge, nameOf) : hop.edge} [${hop.edge}]`;
  });
  const weakest = [path.standing.fact, path.standing.conduct].filter(Boolean).join(" / ");
  return [`${nameOf(path.nodes[0]!)} to ${nameOf(path.nodes.at(-1)!)}, ${path.length} hops; weakest: ${weakest}.`, ...lines].join("\n");
}

export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
