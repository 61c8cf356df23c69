/**
 * Walks every journey of `journeys/`, in a real browser.
 *
 * Usage: node tests/journeys.mjs ADDRESS [FOLDER FOR PICTURES [WORDS OF A NAME]]
 */
import { readdirSync } from "node:fs";
import { close, only, walk } from "./browser.mjs";

const folder = new URL("journeys/", import.meta.url);
let [passed, failed] = [0, 0];
for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith(".mjs")) continue;
  const { default: journeys } = await import(new URL(file, folder));
  for (const [name, journey] of Object.entries(journeys)) {
    if (!name.includes(only)) continue;
    const began = performance.now();
    const wrong = await walk(name, journey);
    if (wrong === null) passed++;
    else failed++;
    console.log(`${wrong === null ? "ok" : "not ok"} - ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)${wrong === null ? "" : `\n${wrong}`}`);
  }
}
await close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
