/** One box for names, aliases and identifiers, in any script. `/` goes to it. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { show } from "./actions";
import { Refused, ask } from "./client";
import { kindWords } from "./records";
import { failure, picking, said } from "./state";

interface Hit {
  id: string;
  caption: string;
  kind: string;
  summary: string | null;
  name: string;
}

// The types of preact tie this role to a datalist, which cannot show what was found.
const COMBOBOX = { role: "combobox" } as object;

export function Search() {
  const text = useSignal("");
  const hits = useSignal<readonly Hit[]>([]);
  const total = useSignal(0);
  const open = useSignal(false);
  const at = useSignal(0);
  const box = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    const slash = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || target.closest("input, textarea, select, dialog")) return;
      event.preventDefault();
      box.current?.focus();
    };
    addEventListener("keydown", slash);
    return () => removeEventListener("keydown", slash);
  }, []);

  async function look(q: string) {
    if (!q.trim()) {
      open.value = false;
      return;
    }
    try {
      const answer = await ask((api) => api.GET("/api/v1/search", { params: { query: { q, limit: 8 } } }));
      if (q !== text.value) return;
      hits.value = answer.results;
      total.value = answer.total.value;
      at.value = 0;
      open.value = true;
      said.value = answer.results.length ? `${answer.total.value} found. ${answer.results[0]!.caption} is first.` : "Nothing found.";
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      failure.value = error.message;
    }
  }

  function typed(value: string) {
    text.value = value;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void look(value), 150);
  }

  function take(hit: Hit | undefined) {
    if (!hit) return;
    open.value = false;
    text.value = "";
    void show(hit.id);
  }

  function key(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open.value) return;
      event.preventDefault();
      const count = hits.value.length || 1;
      at.value = (at.value + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
    } else if (event.key === "Enter") take(hits.value[at.value]);
    else if (event.key === "Escape") {
      if (open.value) open.value = false;
      else box.current?.blur();
    }
  }

  return (
    <div class="search">
      <input
        ref={box}
        type="search"
        {...COMBOBOX}
        aria-label="Search people, companies, accounts"
        aria-expanded={open.value}
        aria-controls="hits"
        aria-autocomplete="list"
        aria-activedescendant={open.value && hits.value.length ? `hit-${at.value}` : undefined}
        placeholder={picking.value ? "Path to … type a name" : "Search people, companies, accounts…  ( / )"}
        autocomplete="off"
        spellcheck={false}
        value={text.value}
        onInput={(event) => typed(event.currentTarget.value)}
        onKeyDown={key}
        onBlur={() => setTimeout(() => (open.value = false), 150)}
      />
      <ul id="hits" role="listbox" aria-label="Found" hidden={!open.value}>
        {hits.value.map((hit, i) => (
          <li
            key={hit.id}
            id={`hit-${i}`}
            role="option"
            aria-selected={i === at.value}
            onMouseDown={(event) => {
              event.preventDefault();
              take(hit);
            }}
          >
            <b>{hit.caption}</b> <span class="dim">{kindWords(hit.kind)}</span>
            {hit.name !== hit.caption && <span class="dim"> · found as “{hit.name}”</span>}
            {hit.summary && <small>{hit.summary}</small>}
          </li>
        ))}
        {open.value && !hits.value.length && (
          <li role="option" aria-selected={false} aria-disabled="true">
            Nothing found in this store.
          </li>
        )}
        {total.value > hits.value.length && hits.value.length > 0 && (
          <li class="dim" role="option" aria-selected={false} aria-disabled="true">
            {total.value - hits.value.length} more; type on to narrow.
          </li>
        )}
      </ul>
    </div>
  );
}
