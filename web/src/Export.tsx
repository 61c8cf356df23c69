/** Taking away what is on the page, and opening what was saved. */
import { useSignal } from "@preact/signals";
import { copy } from "./footnote";
import { openSaved, take } from "./takeaway";
import { dialog, view } from "./state";

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function Export() {
  const state = useSignal("");
  const run = async (name: string) => {
    state.value = `Making ${name} …`;
    try {
      await take[name]!();
      state.value = `${name} saved.`;
    } catch (error) {
      state.value = words(error);
    }
  };
  const drawn = view.value.show === "network";
  return (
    <>
      <p class="dim">
        Pictures carry their legend, date, filters, the standing of each link and the list of sources. GraphML, GEXF and FollowTheMoney hold every link among the entities that
        are shown, also those that a filter of lines or dates leaves out. Notes of your own go into the JSON alone.
      </p>
      <p class="actions">
        {Object.keys(take).map((one) => (
          <button key={one} onClick={() => void run(one)} disabled={!view.value.ids.length || ((one === "SVG" || one === "PNG") && !drawn)}>
            {one}
          </button>
        ))}
        <button onClick={async () => (state.value = (await copy(location.href)) ? "Address copied." : location.href)}>Copy the address</button>
      </p>
      {!drawn && <p class="dim">SVG and PNG are drawn from the network view.</p>}
      <label class="row">
        Open a saved view (JSON){" "}
        <input
          type="file"
          accept="application/json,.json"
          onChange={async (event) => {
            const file = event.currentTarget.files?.[0];
            if (!file) return;
            try {
              openSaved(await file.text());
              dialog.value = "";
            } catch (error) {
              state.value = words(error);
            }
          }}
        />
      </label>
      <p role="status">{state.value}</p>
    </>
  );
}
