/** Files to take away: SVG, PNG, CSV, JSON; and a saved view to open again. */
import { arrive } from "./pathways";
import { ask } from "./client";
import { filterWords } from "./filter";
import { sourceWords } from "./footnote";
import { edgeSentence } from "./words";
import { current } from "./Network";
import { allNotes, keepNotes } from "./Notes";
import { toSvg } from "./picture";
import type { EdgeView, Family, Source } from "./records";
import { linkRow, toCsv } from "./rows";
import * as state from "./state";
import { type View, fromAddress, toAddress } from "./view";

/** The paths of the pictograms, read once from our own files. */
const icons = new Map<string, string>();
async function readIcons(): Promise<void> {
  const families = [...new Set(state.shownNodes.value.map((one) => one.kind))];
  if (!families.length) return;
  for (const name of ["person", "company", "body", "account", "asset", "case", "event", "place"]) {
    if (icons.has(name)) continue;
    const text = await (await fetch(new URL(`icons/${name}.svg`, document.baseURI))).text();
    icons.set(name, / d="([^"]+)"/.exec(text)?.[1] ?? "");
  }
}

/** Every claim and source behind the shown links: one request for each, four at a time. */
async function sourcesOf(edges: readonly EdgeView[]): Promise<Source[]> {
  const found = new Map<string, Source>();
  const queue = edges.slice(0, 400).map((one) => one.id);
  const work = async () => {
    for (let id = queue.shift(); id; id = queue.shift()) {
      const page = await ask((api) => api.GET("/api/v1/edges/{id}", { params: { path: { id: id! } } }));
      for (const one of page.sources) found.set(one.id, one);
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const shown = (): EdgeView[] => state.shownEdges.value.filter((one) => !state.faded.value.has(one.id));

function title(): string {
  const path = state.view.value.path;
  if (path) return `Path from ${state.nameOf(path.source)} to ${state.nameOf(path.target)}`;
  if (state.view.value.links) return `Linked to ${state.nameOf(state.view.value.links)}`;
  return `${state.shownNodes.value.length} entities, ${shown().length} links`;
}

async function snapshot(): Promise<string> {
  return (await ask((api) => api.GET("/api/v1/metadata"))).snapshot;
}

export async function makeSvg(): Promise<string> {
  await readIcons();
  const edges = shown();
  const canvas = current.canvas;
  if (!canvas) throw new Error("The picture is drawn from the network: switch to it first.");
  const sources = await sourcesOf(edges);
  const gaps = state.gapMarks.value.map((one) => `Gap ${one.gap.id}: ${one.gap.why}`);
  return toSvg(
    canvas.shapes(),
    {
      title: title(),
      date: new Date().toISOString().slice(0, 16).replace("T", " ") + " UTC",
      filters: `${filterWords(state.view.value.filter)}${state.view.value.inferred ? "; inferred joins shown" : ""}`,
      snapshot: await snapshot(),
      statements: [...edges.map((one) => edgeSentence(one, state.nameOf)), ...gaps],
      sources: sources.map((one) => `${one.id}: ${sourceWords(one)}`),
    },
    (family: Family) => icons.get(family) ?? "",
  );
}

async function makePng(): Promise<Blob> {
  const svg = await makeSvg();
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [image.naturalWidth * 2, image.naturalHeight * 2];
  sheet.getContext("2d")!.drawImage(image, 0, 0, sheet.width, sheet.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done, fail) => sheet.toBlob((blob) => (blob ? done(blob) : fail(new Error("no PNG"))), "image/png"));
}

export interface Saved {
  format: "clew-view";
  version: 1;
  saved: string;
  snapshot: string;
  view: string;
  notes: Record<string, string>;
  links: unknown[];
}

async function makeJson(): Promise<string> {
  const notes = allNotes();
  const ids = new Set([...state.view.value.ids, ...shown().map((one) => one.id)]);
  const saved: Saved = {
    format: "clew-view",
    version: 1,
    saved: new Date().toISOString(),
    snapshot: await snapshot(),
    view: toAddress(state.view.value),
    notes: Object.fromEntries(Object.entries(notes).filter(([id]) => ids.has(id))),
    links: shown().map((one) => linkRow(one, state.nameOf)),
  };
  return JSON.stringify(saved, null, 1);
}

export function openSaved(text: string): void {
  const saved = JSON.parse(text) as Partial<Saved>;
  if (saved.format !== "clew-view" || typeof saved.view !== "string") throw new Error("This file is no saved view of Clew.");
  keepNotes({ ...allNotes(), ...saved.notes });
  const view: View = fromAddress(saved.view);
  state.change(view);
  void arrive();
}

function download(body: string | Blob, type: string, ending: string): void {
  const blob = typeof body === "string" ? new Blob([body], { type }) : body;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `clew-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The export endpoint takes so many ids and no more. */
const MOST = 500;

/** What is shown, written by the API in a format of others. */
async function fromApi(format: "graphml" | "gexf" | "ftm", type: string, ending: string): Promise<void> {
  const id = state.shownNodes.value.map((one) => one.id);
  if (id.length > MOST) throw new Error(`An export holds ${MOST} entities at most; ${id.length} are shown. Hide some first.`);
  const text = await ask((api) => api.GET("/api/v1/export", { params: { query: { format, id, hops: 0 } }, parseAs: "text" }));
  download(text as unknown as string, type, ending);
}

export const take: Record<string, () => Promise<void>> = {
  SVG: async () => download(await makeSvg(), "image/svg+xml", "svg"),
  PNG: async () => download(await makePng(), "image/png", "png"),
  CSV: async () => download(`\ufeff${toCsv(shown().map((one) => linkRow(one, state.nameOf)))}`, "text/csv", "csv"),
  JSON: async () => download(await makeJson(), "application/json", "json"),
  GraphML: () => fromApi("graphml", "application/xml", "graphml"),
  GEXF: () => fromApi("gexf", "application/xml", "gexf"),
  FollowTheMoney: () => fromApi("ftm", "application/json", "ftm.json"),
};
