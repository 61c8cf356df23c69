/** The table's rows, as the page and the CSV have them: the complete twin of the picture. */
import { type EdgeView, type NodeView, amountOf, caption, isConduct, kindWords, relation } from "./records";
import { standingWords } from "./standing";
import { amountWords, dateWords, periodWords } from "./values";
import { NO_STATEMENT } from "./words";

export interface LinkRow {
  id: string;
  from: string;
  source: string;
  relation: string;
  to: string;
  target: string;
  amount: string;
  currency: string;
  when: string;
  sort: string;
  standing: string;
  saidBy: string;
  deniedBy: string;
  inferred: string;
  sentence: string;
}

export function linkRow(edge: EdgeView, nameOf: (id: string) => string): LinkRow {
  const amount = amountOf(edge);
  const date = "date" in edge ? edge.date : "listed" in edge ? edge.listed : undefined;
  const period = "period" in edge ? periodWords(edge.period) : "";
  const reading = edge.evidence;
  const denied = (reading?.denied_by ?? []).map(nameOf).join("; ");
  return {
    id: edge.id,
    from: nameOf(edge.source),
    source: edge.source,
    relation: relation(edge.kind ?? ""),
    to: nameOf(edge.target),
    target: edge.target,
    amount: amount ? amountWords(amount) : "",
    currency: amount?.currency ?? "",
    when: date ? dateWords(date) : period,
    sort: (date?.earliest ?? ("period" in edge ? edge.period?.start?.earliest : "")) || "9999",
    standing: standingWords(reading),
    saidBy: (reading?.asserted_by ?? []).map(nameOf).join("; "),
    deniedBy: denied || (isConduct(edge.kind ?? "") ? NO_STATEMENT : ""),
    inferred: reading?.inferred ? "inferred" : "",
    sentence: edge.sentence ?? "",
  };
}

const COLUMNS: (keyof LinkRow)[] = [
  "id", "source", "from", "relation", "target", "to", "amount", "currency", "when", "standing", "inferred", "saidBy", "deniedBy", "sentence",
];
const HEADS: Partial<Record<keyof LinkRow, string>> = { saidBy: "said by", deniedBy: "denied by" };

/** A cell that no spreadsheet takes for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv(rows: readonly LinkRow[]): string {
  const lines = [COLUMNS.map((one) => HEADS[one] ?? one), ...rows.map((row) => COLUMNS.map((one) => cell(row[one])))];
  return `${lines.map((line) => line.join(",")).join("\r\n")}\r\n`;
}

export interface NodeRow {
  id: string;
  name: string;
  kind: string;
  links: number;
  hidden: number;
  standing: string;
}

export function nodeRow(node: NodeView, edges: readonly EdgeView[]): NodeRow {
  return {
    id: node.id,
    name: caption(node),
    kind: kindWords(node.kind ?? ""),
    links: edges.filter((one) => one.source === node.id || one.target === node.id).length,
    hidden: node.hidden_neighbors ?? 0,
    standing: standingWords(node.evidence),
  };
}
