/** Every text about a link, in one place: on conduct each names who says it, how far it got, and the denial. */
import { type EdgeView, amountOf, isConduct, relation } from "./records";
import { several, standingWords } from "./standing";
import { amountShort, amountWords } from "./values";

type NameOf = (id: string) => string;

export const NO_STATEMENT = "no statement found in the sources read";

export const saidBy = (edge: EdgeView, nameOf: NameOf): string => several((edge.evidence?.asserted_by ?? []).map(nameOf));

/** `denied by A`, or that no statement was found. */
export function deniedWords(edge: EdgeView, nameOf: NameOf): string {
  const by = edge.evidence?.denied_by ?? [];
  return by.length ? `denied by ${several(by.map(nameOf))}` : NO_STATEMENT;
}

/** The verb with its asserter: `accused by A of a part in`, `called nominee by A of`. */
function verb(edge: EdgeView, nameOf: NameOf): string {
  const by = saidBy(edge, nameOf);
  return edge.kind === "Nomineeship" ? `called nominee by ${by} of` : `accused by ${by} of a part in`;
}

const standing = (edge: EdgeView, nameOf: NameOf): string =>
  isConduct(edge.kind ?? "") ? `${standingWords(edge.evidence)}; ${deniedWords(edge, nameOf)}` : standingWords(edge.evidence);

/** The few words beside a line, parted by ` · `. */
export function labelOf(edge: EdgeView, nameOf: NameOf): string {
  const by = saidBy(edge, nameOf);
  if (edge.kind === "Accusation") return `accused by ${by} · ${standingWords(edge.evidence)}`;
  if (edge.kind === "Nomineeship") return `called nominee by ${by} · ${standingWords(edge.evidence)}`;
  const amount = amountOf(edge);
  return `${amount ? amountShort(amount) : relation(edge.kind ?? "")} · ${standingWords(edge.evidence)}`;
}

/** A link as its own heading or its own entry in a list. */
export function titleOf(edge: EdgeView, nameOf: NameOf): string {
  const [from, to] = [nameOf(edge.source), nameOf(edge.target)];
  if (isConduct(edge.kind ?? "")) return `${from}, ${verb(edge, nameOf)} ${to} (${standing(edge, nameOf)})`;
  const amount = amountOf(edge);
  return amount ? `${from} ${relation(edge.kind ?? "")} ${to} ${amountWords(amount)}` : `${from} ${relation(edge.kind ?? "")} ${to}`;
}

/** A link as it looks from one of its ends. */
export function fromEnd(edge: EdgeView, end: string, nameOf: NameOf): string {
  const out = edge.source === end;
  const other = nameOf(out ? edge.target : edge.source);
  if (isConduct(edge.kind ?? "")) {
    const words = out ? `${verb(edge, nameOf)} → ${other}` : `${verb(edge, nameOf)} it ← ${other}`;
    return `${words} (${standing(edge, nameOf)})`;
  }
  return out ? `${relation(edge.kind ?? "")} → ${other}` : `${relation(edge.kind ?? "", "in")} ← ${other}`;
}

/** A link as the middle of a hop: between the names of its two ends. */
export function hopOf(edge: EdgeView, nameOf: NameOf): string {
  return isConduct(edge.kind ?? "") ? `${verb(edge, nameOf)} (${standing(edge, nameOf)})` : labelOf(edge, nameOf);
}

/** One line about an edge with its standing; on conduct the API's own sentence, whole. */
export function edgeSentence(edge: EdgeView, nameOf: NameOf): string {
  if (isConduct(edge.kind ?? "")) {
    return edge.sentence ? `${edge.sentence} (${standingWords(edge.evidence)})` : `${titleOf(edge, nameOf)}.`;
  }
  const amount = amountOf(edge);
  const what = amount ? `${relation(edge.kind ?? "")} ${amountWords(amount)} to` : relation(edge.kind ?? "");
  const denied = edge.evidence?.denied_by?.length ? `; denied by ${several(edge.evidence.denied_by.map(nameOf))}` : "";
  const plain = `${nameOf(edge.source)} ${what} ${nameOf(edge.target)} (${standingWords(edge.evidence)}; said by ${saidBy(edge, nameOf)}${denied}).`;
  return edge.sentence ? `${plain} ${edge.sentence}` : plain;
}

/** A relation as the legend and the menu name it: of nobody in particular. */
export function kindOfLink(kind: string, direction: "out" | "in" | "any" = "out"): string {
  if (kind === "Accusation") return "accusations, each with who makes it and how far it got";
  if (kind === "Nomineeship") return "said to be a nominee, each with who says it and how far it got";
  return relation(kind, direction);
}
