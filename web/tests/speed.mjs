/**
 * How fast the page draws and how little it holds up its thread, beside sigma alone, in turn.
 *
 * Usage: node tests/speed.mjs ADDRESS NODES ROUNDS; a store with the nodes `org.0000000` and on is
 * behind the address. Prints JSON, a round each: for the page and for sigma alone the milliseconds to
 * the first drawing (from the navigation on: loading, asking and drawing) and the milliseconds of
 * the main thread's CPU time for each frame while the picture is dragged.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { launch } from "./chromium.mjs";

const [base, count, rounds] = process.argv.slice(2);
const nodes = Number(count);
const DRAG = 5000;

// A disc of nodes, evenly filled: what is measured is drawing, not layout.
const places = Array.from({ length: nodes }, (_, i) => {
  const [angle, reach] = [i * Math.PI * (3 - Math.sqrt(5)), 4000 * Math.sqrt((i + 0.5) / nodes)];
  return `org.${String(i).padStart(7, "0")}*${Math.round(reach * Math.cos(angle))}*${Math.round(reach * Math.sin(angle))}`;
});
const hash = `#n=${places.join("!")}`;

const folder = mkdtempSync(`${tmpdir()}/clew-bare-`);
await build({ root: fileURLToPath(new URL("bare", import.meta.url)), configFile: false, base: "./", logLevel: "error", build: { outDir: folder, emptyOutDir: true, target: "es2022" } });
const browser = await launch();

/** Runs in the page before anything else: notes every frame in which as many shapes as nodes are drawn. */
function watch(wanted) {
  globalThis.frames_drawn = 0;
  globalThis.first_drawn = 0;
  let due = false;
  const draw = WebGL2RenderingContext.prototype.drawArraysInstanced;
  WebGL2RenderingContext.prototype.drawArraysInstanced = function (mode, first, vertices, instances) {
    draw.call(this, mode, first, vertices, instances);
    if (instances < wanted || due) return;
    due = true;
    requestAnimationFrame((now) => {
      due = false;
      globalThis.frames_drawn++;
      globalThis.first_drawn ||= now;
    });
  };
}

async function measure(path) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.route(`${base}/bare/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice("/bare/".length) || "index.html";
    const type = name.endsWith(".js") ? "text/javascript" : "text/html";
    return route.fulfill({ body: readFileSync(`${folder}/${name}`), contentType: type });
  });
  await page.addInitScript(watch, nodes);
  await page.goto(`${base}/${path}${hash}`);
  const frames = () => page.evaluate(() => [globalThis.first_drawn, globalThis.frames_drawn]);
  let first = 0;
  for (let left = 1200; left && !first; left--) {
    await page.waitForTimeout(100);
    [first] = await frames();
  }
  if (!first) throw new Error("nothing was drawn");
  await page.waitForTimeout(1500);
  const box = await page.locator("canvas.sigma-mouse").boundingBox();
  const [x, y] = [box.x + 12, box.y + 12]; // no node stands in the corner
  const talk = await context.newCDPSession(page);
  await talk.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async () => (await talk.send("Performance.getMetrics")).metrics.find((one) => one.name === "TaskDuration").value * 1000;
  await page.mouse.move(x, y);
  await page.mouse.down();
  const [[, drawnBefore], busyBefore, end] = [await frames(), await busy(), performance.now() + DRAG];
  for (let i = 1; performance.now() < end; i++) await page.mouse.move(x + 120 * Math.sin(i / 12) ** 2, y + 90 * Math.sin(i / 9) ** 2);
  const [[, drawnAfter], busyAfter] = [await frames(), await busy()];
  await page.mouse.up();
  await context.close();
  const drawn = drawnAfter - drawnBefore;
  if (!drawn) throw new Error("the picture was not dragged");
  return { first, main: (busyAfter - busyBefore) / drawn, frames: drawn };
}

const found = [];
for (let round = 0; round < Number(rounds); round++) {
  const [page, alone] = round % 2 ? [await measure(""), await measure("bare/")] : [await measure("bare/"), await measure("")].reverse();
  found.push({ page, alone });
}
console.log(JSON.stringify(found));
await browser.close();
rmSync(folder, { recursive: true });
