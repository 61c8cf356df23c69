/** Journeys through the real page, driven by roles. Usage: node journeys.mjs BASE_URL SHOTS_FOLDER */
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium as playwright } from "playwright-core";

const [base, shots] = process.argv.slice(2);
mkdirSync(shots, { recursive: true });

// In one process the browser would go with its first context.
const ARGS = (chromium) => chromium.args.filter((one) => one !== "--single-process");

async function launch() {
  const named = process.env.CLEW_CHROMIUM;
  if (named) return playwright.launch({ executablePath: named });
  const { default: chromium } = await import("@sparticuz/chromium");
  return playwright.launch({ executablePath: await chromium.executablePath(), args: ARGS(chromium), headless: true });
}

let browser;
// A headless browser without a sandbox now and then dies at birth: it is asked three times.
for (let tries = 3; !browser; tries--) {
  try {
    browser = await launch();
  } catch (error) {
    if (tries > 1) continue;
    console.error(`no browser: ${error.message.split("\n")[0]}`);
    process.exit(3);
  }
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

function must(fact, words) {
  if (!fact) throw new Error(words);
}

async function open(hash = "", viewport = { width: 1400, height: 860 }) {
  const context = await browser.newContext({ viewport, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(error.message));
  page.on("console", (line) => line.type() === "error" && page.problems.push(line.text()));
  page.on("request", (one) => !one.url().startsWith(base) && !/^(data|blob):/.test(one.url()) && page.problems.push(`asked ${one.url()}`));
  await page.goto(`${base}/${hash}`);
  return page;
}

async function violations(page) {
  // Through the debugger: the page's own policy lets no script in.
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 90)).slice(0, 3).join(" | ")}`);
}

const money = (page) => page.getByRole("button", { name: /How did the money/ }).click();
const tab = (page, name) => page.getByRole("group", { name: "View", exact: true }).getByRole("button", { name, exact: true }).click();

const journeys = {
  async "search finds a name in another script and expands it"() {
    const page = await open();
    await page.getByRole("heading", { name: "Three questions" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("Превезон");
    await page.getByRole("option", { name: /Prevezon Holdings/ }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Expand …" }).click();
    await page.getByRole("button", { name: /^All \(/ }).click();
    await page.getByText(/links shown/).first().waitFor();
    await tab(page, "Table");
    must((await page.getByRole("row").count()) > 10, "the table lists what was expanded");
    return page;
  },
  async "who is linked to Olga Stepanova takes one click"() {
    const page = await open();
    await page.getByRole("button", { name: /Who is linked to Olga/ }).click();
    await page.getByRole("heading", { name: "Linked to Olga Stepanova" }).waitFor();
    await page.getByRole("heading", { name: "Said" }).waitFor();
    await page.screenshot({ path: `${shots}/links.png` });
    return page;
  },
  async "the path from the treasury shows segments, gaps and, on request, reasons"() {
    const page = await open();
    await money(page);
    await page.getByText("No path is shown by the sources read.").waitFor();
    must((await page.getByText(/^Segment \d/).count()) >= 2, "segments are listed");
    must((await page.getByText(/infers it/).count()) === 0, "no inferred join unasked");
    await page.getByRole("button", { name: "Gap G1" }).click();
    await page.getByRole("heading", { name: "Gap G1" }).waitFor();
    await page.getByRole("button", { name: "Show the inferred joins" }).click();
    await page.getByText(/Clew editors infers it/).first().waitFor();
    await page.screenshot({ path: `${shots}/network.png` });
    return page;
  },
  async "a claim leads to its source"() {
    const page = await open();
    await money(page);
    await tab(page, "Table");
    await page.getByRole("button", { name: /^Evidence: .*Prevezon/ }).first().click();
    const link = page.getByRole("complementary", { name: "Evidence" }).getByRole("link").first();
    must(/^https?:/.test(await link.getAttribute("href")), "a claim links to its source");
    return page;
  },
  async "flow and timeline show the same payments"() {
    const page = await open();
    await money(page);
    await page.getByText("No path is shown").waitFor();
    await tab(page, "Money flow");
    await page.getByRole("img", { name: /Money flow of \d+ payments/ }).waitFor();
    await page.screenshot({ path: `${shots}/flow.png` });
    await tab(page, "Timeline");
    await page.getByRole("slider", { name: /from/ }).first().focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("button", { name: "All dates" }).waitFor();
    await page.screenshot({ path: `${shots}/timeline.png` });
    return page;
  },
  async "the SVG carries legend, standing and sources"() {
    const page = await open();
    await money(page);
    await page.getByText("No path is shown").waitFor();
    await page.getByRole("button", { name: "Save and export" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "SVG" }).click()]);
    const text = readFileSync(await file.path(), "utf8");
    for (const words of ["Legend", "Sources", "asserted", "snapshot", "no filter", "Gap gap.g1"]) must(text.includes(words), `the SVG has no "${words}"`);
    return page;
  },
  async "the address gives the same picture again"() {
    const page = await open();
    await page.getByRole("button", { name: /Who is linked to Olga/ }).click();
    await page.getByRole("heading", { name: "Said" }).waitFor();
    await tab(page, "Table");
    const before = await page.getByRole("table").allInnerTexts();
    await page.reload();
    await page.getByRole("rowheader").first().waitFor();
    await page.getByRole("heading", { name: "Said" }).waitFor();
    must(JSON.stringify(await page.getByRole("table").allInnerTexts()) === JSON.stringify(before), "the tables differ after a reload");
    return page;
  },
  async "the keyboard alone expands and undoes"() {
    const page = await open();
    await page.getByRole("button", { name: /Who is linked to Olga/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Said" }).waitFor();
    await page.getByRole("application", { name: "Network" }).focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.keyboard.press("e");
    await page.getByText(/added around/).waitFor({ state: "attached" });
    await page.keyboard.press("Control+z");
    await page.getByText("Undone.").waitFor({ state: "attached" });
    return page;
  },
  async "axe finds nothing in either theme, in any view"() {
    const page = await open();
    await page.getByRole("heading", { name: "Three questions" }).waitFor();
    const found = await violations(page);
    await money(page);
    await page.getByText("No path is shown").waitFor();
    for (const theme of ["light", "dark"]) {
      if (theme === "dark") await page.getByRole("button", { name: "Dark theme" }).click();
      for (const view of ["Network", "Money flow", "Timeline", "Table"]) {
        await tab(page, view);
        found.push(...(await violations(page)).map((one) => `${theme} ${view}: ${one}`));
      }
    }
    must(!found.length, found.join("\n"));
    return page;
  },
  async "320 pixels need no sideways scrolling"() {
    const page = await open("", { width: 320, height: 700 });
    await page.getByRole("button", { name: /Who is linked to Olga/ }).click();
    await page.getByRole("heading", { name: "Said" }).waitFor();
    must(await page.evaluate(() => document.documentElement.scrollWidth <= 321), "the page is wider than 320 pixels");
    await page.screenshot({ path: `${shots}/narrow.png` });
    return page;
  },
  async "every text about conduct names its asserter and rung"() {
    const page = await open();
    await page.getByRole("button", { name: /Who is linked to Olga/ }).click();
    await page.getByRole("heading", { name: "Said" }).waitFor();
    await tab(page, "Table");
    const rows = page.getByRole("row").filter({ hasText: "accused of a part in" });
    must((await rows.count()) > 0, "there are accusations to look at");
    for (const row of await rows.all()) {
      const cells = await row.getByRole("cell").allInnerTexts();
      must(/alleged|charged|admitted|found|upheld|refuted/.test(cells[5]), `no rung: ${cells}`);
      must(cells[6].trim() && cells[7].trim(), `no asserter or no denial: ${cells}`);
    }
    return page;
  },
};

let failed = 0;
for (const [name, run] of Object.entries(journeys)) {
  try {
    const page = await run();
    must(!page.problems.length, page.problems.join("\n"));
    await page.context().close();
    console.log(`ok - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok - ${name}\n${error.message}`);
  }
}
await browser.close();
console.log(`${Object.keys(journeys).length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
