/** What the wire carries, and how a record is named. Types come from the API's own schema. */
import type { components } from "./api";

type Schemas = components["schemas"];
export type NodeView = Schemas["AnyNode"];
export type EdgeView = Schemas["AnyEdge"];
export type Reading = Schemas["Reading"];
export type Amount = Schemas["Amount"];
export type DateInterval = Schemas["DateInterval"];
export type Period = Schemas["Period"];
export type SaidClaim = Schemas["SaidClaim"];
export type Source = Schemas["Source"];
export type Gap = Schemas["Gap"];
export type GapsAnswer = Schemas["GapsAnswer"];
export type Path = Schemas["Path"];
export type LinkLine = Schemas["LinkLine"];
export type Meta = Schemas["Meta"];
export type Rung = Schemas["Rung"];
export type NeighborGroup = Schemas["NeighborGroup"];

/** The families that are drawn alike. One pictogram, one colour, one word each. */
export const FAMILIES = ["person", "company", "body", "account", "asset", "case", "event", "place"] as const;
export type Family = (typeof FAMILIES)[number];

export const FAMILY_WORDS: Record<Family, string> = {
  person: "person",
  company: "company or organisation",
  body: "public body or court",
  account: "bank account",
  asset: "asset",
  case: "case, law or list",
  event: "event",
  place: "place",
};

const FAMILY_OF: Record<string, Family> = {
  Person: "person",
  Organization: "company",
  Company: "company",
  PublicBody: "body",
  Court: "body",
  BankAccount: "account",
  Asset: "asset",
  RealEstate: "asset",
  Security: "asset",
  Vehicle: "asset",
  CourtCase: "case",
  LegalInstrument: "case",
  SanctionProgram: "case",
  Event: "event",
  Party: "company",
  Loan: "asset",
  Device: "asset",
  Address: "place",
  Country: "place",
};

export function familyOf(kind: string): Family {
  return FAMILY_OF[kind] ?? "event";
}

/** A kind's class name as words: `BankAccount` is `bank account`. */
export function kindWords(kind: string): string {
  return kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

const RELATIONS: Record<string, [string, string]> = {
  AccountHolder: ["holds", "held by"],
  AccountBank: ["kept at", "bank of"],
  Accusation: ["accused of a part in", "accused of it"],
  Nomineeship: ["said to be nominee of", "said to have as nominee"],
  Identity: ["same as", "same as"],
  Family: ["family of", "family of"],
  Associate: ["associate of", "associate of"],
  Representation: ["represents", "represented by"],
  UnknownLink: ["linked to", "linked from"],
  Payment: ["paid", "paid by"],
  Obligation: ["owes", "owed by"],
  Acquisition: ["acquired", "acquired by"],
  Restraint: ["restrained", "restrained by"],
  Designation: ["sanctioned under", "lists"],
  CaseParty: ["party to", "has as party"],
  CaseCourt: ["heard by", "heard"],
  Judge: ["judged", "judged by"],
  Participation: ["took part in", "had as participant"],
  Enactment: ["enacted by", "enacted"],
  Succession: ["succeeded by", "succeeded"],
  Mention: ["concerns", "mentioned in"],
  Directorship: ["directs", "directed by"],
  Employment: ["employed by", "employs"],
  Occupancy: ["held office in", "had in office"],
  Membership: ["member of", "has as member"],
  Ownership: ["owns", "owned by"],
  Control: ["controls", "controlled by"],
};
const CONDUCT = new Set(["Accusation", "Nomineeship"]);

/** The verb of a relation, read from its source on, or from its target back. */
export function relation(kind: string, direction: "out" | "in" | "any" = "out"): string {
  const [out, back] = RELATIONS[kind] ?? [kindWords(kind), kindWords(kind)];
  return direction === "in" ? back : out;
}

export function isConduct(kind: string): boolean {
  return CONDUCT.has(kind);
}

/** The name shown: the first of kind `name`, in Latin letters where there is one. */
export function caption(node: NodeView): string {
  const named = node.names.filter((one) => one.kind === "name");
  const pick = named.find((one) => one.script === "Latn") ?? named[0] ?? node.names[0];
  return pick?.text ?? node.id;
}

export function amountOf(edge: EdgeView): Amount | undefined {
  return "amount" in edge ? (edge.amount ?? undefined) : undefined;
}

/** When the record holds: a date of its own, or a period's two ends. Either end may be open. */
export function whenOf(edge: EdgeView): { earliest?: string; latest?: string } | undefined {
  const own =
    ("date" in edge && edge.date) ||
    ("listed" in edge && edge.listed) ||
    ("ordered" in edge && (edge as { ordered?: DateInterval | null }).ordered);
  if (own) return { earliest: own.earliest ?? undefined, latest: own.latest ?? undefined };
  const period = "period" in edge ? edge.period : undefined;
  if (!period) return undefined;
  const earliest = period.start?.earliest ?? period.start?.latest ?? undefined;
  const latest = period.end?.latest ?? period.end?.earliest ?? undefined;
  return earliest || latest ? { earliest, latest } : undefined;
}
