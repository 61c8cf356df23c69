/** A reader's own notes: kept in this browser and in the saved file, apart from the claims. */
import { useSignal } from "@preact/signals";

const KEY = "clew-notes";

export function allNotes(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}

export function keepNotes(notes: Record<string, string>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(notes));
  } catch {
    // Private windows may refuse; the note then lives as long as the page.
  }
}

export function Notes({ id }: { id: string }) {
  const text = useSignal(allNotes()[id] ?? "");
  return (
    <section class="notes">
      <h3>
        <label for="note">Own note</label>
      </h3>
      <textarea
        id="note"
        rows={2}
        value={text.value}
        placeholder="Yours, not evidence; stays in this browser"
        onInput={(event) => {
          text.value = event.currentTarget.value;
          const notes = allNotes();
          if (text.value) notes[id] = text.value;
          else delete notes[id];
          keepNotes(notes);
        }}
      />
    </section>
  );
}
