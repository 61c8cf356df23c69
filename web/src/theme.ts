/** Light or dark: as the system says, unless the reader chose. */
import { computed, effect, signal } from "@preact/signals";
import { DARK, LIGHT, applyPalette } from "./palette";
import type { Theme } from "./view";

const KEY = "clew-theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const dark = signal(system.matches);
system.addEventListener("change", () => (dark.value = system.matches));

function kept(): Theme {
  try {
    const word = localStorage.getItem(KEY);
    return word === "light" || word === "dark" ? word : "";
  } catch {
    return "";
  }
}

export const chosen = signal<Theme>(kept());
export const isDark = computed(() => (chosen.value ? chosen.value === "dark" : dark.value));
export const palette = computed(() => (isDark.value ? DARK : LIGHT));

export function switchTheme(): void {
  chosen.value = isDark.value ? "light" : "dark";
  try {
    localStorage.setItem(KEY, chosen.value);
  } catch {
    // The choice then lasts as long as the page.
  }
}

effect(() => {
  document.documentElement.dataset.theme = isDark.value ? "dark" : "light";
  applyPalette(palette.value, document.documentElement);
});
