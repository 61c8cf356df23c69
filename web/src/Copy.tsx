/** A button that copies a text; where the browser forbids it, the text itself stands there to be taken. */
import { useSignal } from "@preact/signals";
import { copy } from "./footnote";

export function Copy({ text, name, children }: { text: () => string; name?: string; children: string }) {
  const done = useSignal("");
  return (
    <>
      <button class="quiet" aria-label={name} onClick={async () => (done.value = (await copy(text())) ? "copied" : text())}>
        {children}
      </button>{" "}
      <span role="status" class="small">
        {done.value}
      </span>
    </>
  );
}
