/** What journeys are made of: pages that note every problem, found and used by roles. */
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { launch } from "./chromium.mjs";

export const [base, shots = "test-results", only = ""] = process.argv.slice(2);
mkdirSync(shots, { recursive: true });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let browser;
let pages = [];

export function must(fact, words) {
  if (!fact) throw new Error(words);
}

/** The page in a browser profile of its own. Whatever goes wrong in it, or leaves for elsewhere, is a problem. */
export async function open(hash = "", viewport = { width: 1400, height: 860 }, more = {}) {
  if (!browser?.isConnected()) browser = await launch();
  const context = await browser.newContext({ viewport, acceptDownloads: true, ...more });
  const page = await context.newPage();
  pages.push(page);
  page.setDefaultTimeout(30_000); // a loaded machine is slow, not wrong
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(error.message));
  page.on("console", (line) => line.type() === "error" && page.problems.push(line.text()));
  page.on("request", (one) => !one.url().startsWith(`${base}/`) && !/^(data|blob):/.test(one.url()) && page.problems.push(`asked ${one.url()}`));
  // Every sentence for a screen reader; the next one soon takes its place.
  await page.addInitScript(() => {
    globalThis.sentences = [];
    new MutationObserver(() => {
      for (const one of document.querySelectorAll("[aria-live], [role=status], output")) {
        const words = one.textContent.trim();
        if (words && globalThis.sentences.at(-1) !== words) globalThis.sentences.push(words);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(`${base}/${hash}`);
  return page;
}

/** Wait until a screen reader was told so, since the page was opened. */
export async function heard(page, words) {
  for (let left = 300; left; left--) {
    if ((await page.evaluate(() => globalThis.sentences)).some((one) => words.test(one))) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`not heard: ${words}; but: ${(await page.evaluate(() => globalThis.sentences)).slice(-5).join(" | ")}`);
}

/** One journey: it fails where its pages noted a problem, and leaves a picture where it failed. */
export async function walk(name, journey) {
  try {
    await journey();
    const problems = pages.flatMap((page) => page.problems);
    must(!problems.length, problems.join("\n"));
    return null;
  } catch (error) {
    const last = pages.at(-1);
    await last?.screenshot({ path: `${shots}/failed-${name.replace(/\W+/g, "-").slice(0, 60)}.png` }).catch(() => {});
    return error.message;
  } finally {
    for (const page of pages) await page.context().close().catch(() => {});
    pages = [];
  }
}

export const close = () => browser?.close();

/** A picture that is kept to be looked at. */
export const shot = (page, name) => page.screenshot({ path: `${shots}/${name}.png` });

/** What axe finds against WCAG 2.2 AA. */
export async function violations(page) {
  // Through the debugger: the page's own policy lets no script in.
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), TAGS);
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 90)).slice(0, 3).join(" | ")}`);
}

export const tab = (page, name) => page.getByRole("group", { name: "View", exact: true }).getByRole("button", { name, exact: true }).click();

/** The first of the three questions, answered. */
export async function money(page) {
  await page.getByRole("button", { name: /How did the money/ }).click();
  await page.getByText("No path is shown by the sources read.").waitFor();
}

/** Another of them. */
export async function olga(page) {
  await page.getByRole("button", { name: /Who is linked to Olga/ }).click();
  await page.getByRole("heading", { name: "Said" }).waitFor();
}
