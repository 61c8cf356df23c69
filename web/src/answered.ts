/** What the server says of one thing: asked again when it is another one, or when the server is back. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Refused, returns } from "./client";

/**
 * The answer for an id, once there is one, and why there is none if it is refused.
 * An answer that comes when another id is shown already is dropped; `shown` hears of the others.
 */
export function useAnswer<Found>(id: string, read: () => Promise<Found>, shown?: (found: Found) => void) {
  const answer = useSignal<Found | null>(null);
  const problem = useSignal("");
  useEffect(() => {
    let live = true;
    void (async () => {
      try {
        problem.value = "";
        const found = await read();
        if (!live) return;
        answer.value = found;
        shown?.(found);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (live) problem.value = error.message;
      }
    })();
    return () => void (live = false);
  }, [id, returns.value]);
  return { answer: answer.value, problem: problem.value };
}
