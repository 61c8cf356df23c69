/** Over every conduct edge of the case, as the API answers it; tests/web/test_conduct_texts.py brings the answers. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { pathFootnote } from "../src/footnote";
import { toSvg } from "../src/picture";
import { type EdgeView, type NodeView, type Path, caption } from "../src/records";
import { linkRow, toCsv } from "../src/rows";
import { RUNG_WORDS } from "../src/standing";
import { edgeSentence, fromEnd, hopOf, labelOf, titleOf } from "../src/words";

const FILE = new URL("../test-results/conduct.json", import.meta.url);
const there = existsSync(FILE);
const { edges, nodes } = (there ? JSON.parse(readFileSync(FILE, "utf8")) : { edges: [], nodes: [] }) as { edges: EdgeView[]; nodes: NodeView[] };
const names = new Map(nodes.map((one) => [one.id, caption(one)]));
const nameOf = (id: string): string => names.get(id) ?? id;

const rungOf = (edge: EdgeView): string => RUNG_WORDS[edge.evidence!.standing]!;
/** Those who say it: the first of them stands in every text, however short. */
const firstOf = (edge: EdgeView): string => nameOf(edge.evidence!.asserted_by![0]!);

function namesBoth(text: string, edge: EdgeView): void {
  expect(text, edge.id).toContain(rungOf(edge));
  expect(text, edge.id).toContain(firstOf(edge));
  if (edge.evidence!.contested) expect(text, edge.id).toContain("contested");
}

function answers(text: string, edge: EdgeView): void {
  const denied = edge.evidence!.denied_by ?? [];
  expect(text, edge.id).toMatch(denied.length ? /denied|denies/ : /no statement found in the sources read|denied/);
}

describe.skipIf(!there)("every conduct edge of the case", () => {
  test("has somebody who says it", () => {
    for (const edge of edges) expect(edge.evidence!.asserted_by!.length, edge.id).toBeGreaterThan(0);
  });

  test("has it in its label on the canvas", () => {
    for (const edge of edges) namesBoth(labelOf(edge, nameOf), edge);
  });

  test("has it, with the answer to it, in headings, lists, hops and sentences", () => {
    for (const edge of edges) {
      const texts = [titleOf(edge, nameOf), fromEnd(edge, edge.source, nameOf), fromEnd(edge, edge.target, nameOf), hopOf(edge, nameOf), edgeSentence(edge, nameOf)];
      for (const text of texts) {
        namesBoth(text, edge);
        answers(text, edge);
      }
    }
  });

  test("has it in its row of the table and of the CSV", () => {
    for (const edge of edges) {
      const row = linkRow(edge, nameOf);
      namesBoth(`${row.standing} ${row.saidBy}`, edge);
      expect(row.deniedBy, edge.id).not.toBe("");
      const [, line] = toCsv([row]).split("\r\n");
      namesBoth(line!.replaceAll('""', '"'), edge);
    }
  });

  test("has it in the footnote of a path and in the exported picture", () => {
    const held = new Map(edges.map((one) => [one.id, one]));
    for (const edge of edges) {
      const path = {
        nodes: [edge.source, edge.target],
        hops: [{ edge: edge.id }],
        length: 1,
        standing: { conduct: edge.evidence!.standing },
      } as unknown as Path;
      namesBoth(pathFootnote(path, held, nameOf), edge);
      const label = labelOf(edge, nameOf).split(" · ");
      const svg = toSvg(
        { width: 800, height: 600, shapes: [{ text: { at: [100, 100], lines: label, small: true, faint: false } }], numbered: [] },
        { title: "", date: "", filters: "", snapshot: "", statements: [edgeSentence(edge, nameOf)], sources: [] },
        () => "",
      );
      const text = [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map((one) => one[1]!.replace(/<[^>]+>/g, " ")).join(" ");
      namesBoth(text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replace(/\s+/g, " "), edge);
    }
  });
});
