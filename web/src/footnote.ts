/** Footnotes and other words to take away: each names who says it, how, and where it stands. */
import type { components } from "./api";
import type { EdgeView, Path, SaidClaim, Source } from "./records";
import { RUNG_WORDS } from "./standing";
import { dateWords } from "./values";
import { NO_STATEMENT, edgeSentence } from "./words";

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

export function pathFootnote(path: Path, edges: ReadonlyMap<string, EdgeView>, nameOf: (id: string) => string): string {
  const lines = path.hops.map((hop, i) => {
    const edge = edges.get(hop.edge);
    return `${i + 1}. ${edge ? edgeSentence(edge, nameOf) : hop.edge} [${hop.edge}]`;
  });
  const weakest = [path.standing.fact, path.standing.conduct].flatMap((one) => (one ? [RUNG_WORDS[one] ?? one] : [])).join(" / ");
  return [`${nameOf(path.nodes[0]!)} to ${nameOf(path.nodes.at(-1)!)}, ${path.length} hops; weakest: ${weakest}.`, ...lines].join("\n");
}

/** A brief as plain text, both sides of every accusation in it. */
export function briefText(brief: components["schemas"]["BriefAnswer"], name: string): string {
  const rung = (one: { standing: string; contested: boolean }) => `(${RUNG_WORDS[one.standing] ?? one.standing}${one.contested ? ", contested" : ""})`;
  const part = (title: string, lines: readonly string[]) => (lines.length ? ["", title, ...lines.map((one) => `- ${one}`)] : []);
  const cited = (one: SaidClaim) => claimFootnote(one, brief.sources.find((each) => each.id === one.claim.cites));
  const conduct = brief.conduct.flatMap((one) => [
    ...part(`${one.caption} ${rung(one)}: said`, one.claims_for.map(cited)),
    ...part("Said against it", one.claims_against.length ? one.claims_against.map(cited) : [NO_STATEMENT]),
    ...part("What became of it", one.outcomes.map(cited)),
  ]);
  const facts: [string, readonly { sentence: string; standing: string; contested: boolean }[]][] = [
    ["Listings", brief.listings],
    ["Proceedings", brief.proceedings],
    ["Posts, family and other ties", brief.who],
    ["Holdings", brief.holdings],
    ["Money", brief.money],
    ["Parts in events", brief.roles],
  ];
  return [
    `Both sides of ${name}`,
    ...(brief.not_accused ? [brief.not_accused] : []),
    ...brief.pinned.map((one) => one.sentence),
    ...conduct,
    ...facts.flatMap(([title, lines]) => part(title, lines.map((one) => `${one.sentence} ${rung(one)}`))),
    "",
    brief.dispute,
  ].join("\n");
}

export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
