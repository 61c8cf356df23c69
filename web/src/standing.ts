/** How far a record is established, in words, and what may be drawn solid. */
import type { Reading } from "./records";

export const RUNG_WORDS: Record<string, string> = {
  refuted: "refuted",
  denied_only: "only denied",
  asserted: "asserted",
  documented: "documented",
  official_record: "official record",
  alleged: "alleged",
  charged: "charged",
  admitted: "admitted",
  found: "found by a court",
  upheld: "upheld on appeal",
};

/** The rungs from weak to strong, for lists and filters. */
export const RUNGS = Object.keys(RUNG_WORDS);

const SOLID = new Set(["found", "upheld", "official_record"]);

/** Solid and filled: found, upheld or official record, contested by nobody, inferred by nobody. */
export function isSolid(reading: Reading | null | undefined): boolean {
  return !!reading && SOLID.has(reading.standing) && !reading.contested && !reading.inferred;
}

/** What is contested, without saying it: whose allegation that is stands in the panel. */
const FIELD_WORDS: Record<string, string> = { proceeds_of: "origin", reason: "stated reason" };

/** The rung and what stands against it: `alleged, contested`. */
export function standingWords(reading: Reading | null | undefined): string {
  if (!reading) return "standing not given";
  const words = [RUNG_WORDS[reading.standing] ?? reading.standing];
  if (reading.inferred) words.unshift("inferred");
  if (reading.contested) words.push("contested");
  else if (reading.contested_fields?.length) {
    words.push(`${reading.contested_fields.map((one) => FIELD_WORDS[one] ?? one.replaceAll("_", " ")).join(", ")} contested`);
  }
  return words.join(", ");
}

/** Which of the five sorts of line a record is drawn with. */
export type Line = "solid" | "claimed" | "contested" | "inferred" | "gap";
export const LINES: readonly Line[] = ["solid", "claimed", "contested", "inferred", "gap"];
export const LINE_WORDS: Record<Line, string> = {
  solid: "found, upheld or official record; uncontested",
  claimed: "said by somebody (asserted, documented, alleged, charged …)",
  contested: "contested: said and denied",
  inferred: "inferred; no source says it",
  gap: "gap: not shown to be the same",
};

export function lineOf(reading: Reading | null | undefined): Line {
  if (!reading) return "claimed";
  if (reading.inferred) return "inferred";
  if (reading.contested) return "contested";
  return isSolid(reading) ? "solid" : "claimed";
}

/** `A`, `A and B`, `A and 3 others`. */
export function several(names: readonly string[]): string {
  if (names.length === 0) return "nobody named";
  if (names.length === 1) return names[0]!;
  if (names.length === 2) return `${names[0]} and ${names[1]}`;
  return `${names[0]} and ${names.length - 1} others`;
}
