/** An outline drawn over the network picks what lies in it. The table's boxes and the key `S` do the same. */
import { signal } from "@preact/signals";
import { useSignal } from "@preact/signals";
import { gather } from "./actions";
import type { Canvas } from "./canvas";
import type { Pixel } from "./labels";
import { said, view } from "./state";

export const lassoing = signal(false);

export function Lasso({ canvas }: { canvas: () => Canvas | null }) {
  const outline = useSignal<readonly Pixel[]>([]);
  if (!lassoing.value) return null;
  const at = (event: PointerEvent): Pixel => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  return (
    <svg
      class="lasso"
      aria-hidden="true"
      onPointerDown={(event) => {
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        outline.value = [at(event)];
      }}
      onPointerMove={(event) => {
        if (outline.value.length) outline.value = [...outline.value, at(event)];
      }}
      onPointerUp={() => {
        const found = outline.value.length > 2 ? (canvas()?.within(outline.value) ?? []) : [];
        outline.value = [];
        lassoing.value = false;
        if (found.length) gather([...new Set([...view.value.group, ...found])]);
        else said.value = "Nothing lay in the outline.";
      }}
    >
      <polygon points={outline.value.map((one) => one.join(",")).join(" ")} />
    </svg>
  );
}
