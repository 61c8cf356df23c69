/** The page: header, legend and routes on the left, one of four views, evidence on the right. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { asking, ask, online, tryNow } from "./client";
import { Export } from "./Export";
import { Evidence } from "./Evidence";
import { Flow } from "./Flow";
import { Legend } from "./Legend";
import { Network } from "./Network";
import { CASE_QUESTIONS } from "./questions";
import { Picking, Routes } from "./Routes";
import { Search } from "./Search";
import { Table } from "./Table";
import { Timeline } from "./Timeline";
import { isDark, switchTheme } from "./theme";
import { canRedo, canUndo, change, clear, dialog, failure, redo, said, undo, view, warning } from "./state";
import { SHOWS, type Show } from "./view";
import { arrive } from "./pathways";

const SHOW_WORDS: Record<Show, string> = { network: "Network", flow: "Money flow", timeline: "Timeline", table: "Table" };

function stepBack() {
  if (undo()) {
    said.value = "Undone.";
    void arrive();
  }
}
function stepForth() {
  if (redo()) {
    said.value = "Done again.";
    void arrive();
  }
}

function Header({ title }: { title: string }) {
  return (
    <header>
      <a class="skip" href="#" onClick={(event) => { event.preventDefault(); change({ show: "table" }, true); setTimeout(() => document.querySelector<HTMLElement>(".tables")?.focus(), 0); }}>
        To the table view
      </a>
      <h1>
        Clew <span class="dim">{title}</span>
      </h1>
      <Search />
      <div role="group" aria-label="View" class="switch">
        {SHOWS.map((one) => (
          <button key={one} aria-pressed={view.value.show === one} onClick={() => { change({ show: one }, true); said.value = `${SHOW_WORDS[one]}.`; }}>
            {SHOW_WORDS[one]}
          </button>
        ))}
      </div>
      <div role="group" aria-label="Edit and share" class="switch">
        <button aria-label="Undo" title="Undo (Ctrl+Z)" disabled={!canUndo.value} onClick={stepBack}>↶</button>
        <button aria-label="Redo" title="Redo (Ctrl+Shift+Z)" disabled={!canRedo.value} onClick={stepForth}>↷</button>
        <button disabled={!view.value.ids.length} onClick={clear}>Clear</button>
        <button onClick={() => (dialog.value = "export")}>Save and export</button>
        <button aria-label={isDark.value ? "Light theme" : "Dark theme"} title="Theme" onClick={switchTheme}>{isDark.value ? "☀" : "☾"}</button>
        <button aria-label="Keys" title="Keys ( ? )" onClick={() => (dialog.value = "keys")}>?</button>
      </div>
    </header>
  );
}

function Start({ datasets }: { datasets: readonly string[] }) {
  const questions = datasets.flatMap((one) => CASE_QUESTIONS[one] ?? []);
  return (
    <div class="start">
      <h2>{questions.length ? "Three questions to start from" : "Search for a person, a company or an account"}</h2>
      {questions.map((one) => (
        <button key={one.words} class="question" onClick={() => void one.ask()}>
          <b>{one.words}</b>
          <small>{one.hint}</small>
        </button>
      ))}
      <p class="dim">
        Or press <kbd>/</kbd> and type a name, in any script. Every line rests on claims, every claim cites a source; an allegation is shown with who makes it and what was said against it.
      </p>
      <p class="dim">
        <a href="/docs">All questions, with every parameter</a>
      </p>
    </div>
  );
}

function Modal({ name, title, children }: { name: "keys" | "export"; title: string; children: preact.ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null);
  const open = dialog.value === name;
  useEffect(() => {
    if (open && !box.current?.open) box.current?.showModal();
    if (!open && box.current?.open) box.current.close();
  }, [open]);
  return (
    <dialog ref={box} aria-labelledby={`${name}-title`} onClose={() => { if (dialog.value === name) dialog.value = ""; }}>
      <h2 id={`${name}-title`}>{title}</h2>
      {open && children}
      <button onClick={() => (dialog.value = "")}>Close</button>
    </dialog>
  );
}

const KEYS: [string, string][] = [
  ["/", "search"],
  ["?", "these keys"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["on the network: arrow keys", "go to the nearest node in that direction"],
  ["Enter, Escape", "select, go back"],
  ["E, M", "expand, choose a relation to expand"],
  ["P", "path from here: go to the other end and press Enter"],
  ["[ and ]", "step through the links of this node, by date"],
  ["T, Shift+T", "trace the money forward, back"],
  ["S", "pick several: path between two, hide, keep only these"],
  ["X, H, F, Home", "pin, hide, fit everything, the first node"],
];

export function App() {
  const about = useSignal<{ title: string; datasets: readonly string[] } | null>(null);
  const aside = useRef<HTMLElement>(null);
  useEffect(() => {
    const read = () =>
      ask((api) => api.GET("/api/v1/metadata"))
        .then((answer) => {
          const titles = answer.datasets.map((one) => String((one.card as { title?: string }).title ?? one.id));
          about.value = { title: titles.join(", ") || "nothing loaded yet", datasets: answer.datasets.map((one) => one.id) };
          if (answer.datasets.some((one) => !one.finished)) warning.value = "A load is not finished: answers may change.";
        })
        .catch((error: Error) => (failure.value = error.message));
    void read();
    void arrive();
    const keys = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest("input, textarea, select, dialog");
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) {
        event.preventDefault();
        if (event.shiftKey) stepForth();
        else stepBack();
      } else if (event.key === "?" && !typing) dialog.value = "keys";
    };
    addEventListener("keydown", keys);
    return () => removeEventListener("keydown", keys);
  }, []);
  const now = view.value;
  const empty = now.ids.length === 0;
  return (
    <>
      <Header title={about.value?.title ?? ""} />
      <div class="banners">
        {!online.value && (
          <p class="banner" role="alert">
            The server does not answer. Nothing here is lost; the page goes on by itself once it is back. <button onClick={tryNow}>Try now</button>
          </p>
        )}
        {failure.value && online.value && (
          <p class="banner" role="alert">
            {failure.value} <button onClick={() => (failure.value = "")}>Close</button>
          </p>
        )}
        {warning.value && (
          <p class="banner" role="status">
            {warning.value} <button onClick={() => (warning.value = "")}>Close</button>
          </p>
        )}
        <Picking />
      </div>
      <main class={empty ? "empty" : ""}>
        {!empty && (
          <nav class="left" aria-label="Filters and results" tabIndex={0}>
            <Routes />
            <Legend />
          </nav>
        )}
        <section class="centre" aria-label={SHOW_WORDS[now.show]} aria-busy={asking.value > 0}>
          {empty ? (
            <Start datasets={about.value?.datasets ?? []} />
          ) : (
            <>
              {now.show === "network" && <Network />}
              {now.show === "flow" && <Flow />}
              {now.show === "timeline" && <Timeline tall />}
              {now.show === "table" && <Table />}
              {(now.show === "network" || now.show === "flow") && <Timeline />}
            </>
          )}
        </section>
        {!empty && (
          <aside ref={aside} class="right" aria-label="Evidence" tabIndex={0}>
            <Evidence />
          </aside>
        )}
      </main>
      <p class="unseen" role="status" aria-live="polite">
        {said.value}
      </p>
      <Modal name="keys" title="Keys">
        <dl class="facts">
          {KEYS.map(([key, words]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </Modal>
      <Modal name="export" title="Save and export">
        <Export />
      </Modal>
    </>
  );
}
