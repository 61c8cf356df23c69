import { readFileSync } from "node:fs";
import { must, open, tab } from "../browser.mjs";

const RUNG = /refuted|alleged|charged|admitted|found by a court|upheld on appeal/;
const ABOUT = /\baccused (by|of a part)|\bcalled nominee|\bhad a part in\b|\bnominee of\b/i;
/** Headings of the legend and of the menu: of nobody in particular. */
const GENERAL = /each with who (makes|says) it/;

/** Every conduct edge of the store, and what its asserters are called. */
async function conduct(page) {
  return page.evaluate(async () => {
    const read = async (path, body) => (await fetch(`/api/v1/${path}`, body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })).json();
    const lines = (await (await fetch("/api/v1/export?format=jsonl")).text()).trim().split("\n").map((one) => JSON.parse(one).record ?? {});
    const edges = lines.filter((one) => one.kind === "Accusation" || one.kind === "Nomineeship");
    const ids = [...new Set(edges.flatMap((one) => [one.source, one.target]))].sort();
    const known = new Set(lines.map((one) => one.id));
    const voices = [...new Set(edges.flatMap((one) => one.evidence.asserted_by))].filter((one) => known.has(one));
    const { nodes } = await read("subgraph", { ids: voices, limit: 0 });
    const named = Object.fromEntries(nodes.map((one) => [one.id, (one.names.find((name) => name.kind === "name" && name.script === "Latn") ?? one.names[0]).text]));
    return { ids, edges: edges.map(({ id, evidence }) => ({ id, by: evidence.asserted_by.map((one) => named[one] ?? one) })) };
  });
}

/** Each smallest piece of the page that speaks of conduct: visible text, names for screen readers, tooltips. */
const pieces = (page) =>
  page.evaluate(
    ([about, general]) => {
      const found = [];
      const speaks = (text) => new RegExp(about, "i").test(text) && !new RegExp(general).test(text);
      for (const one of document.querySelectorAll("#app *")) {
        for (const name of ["title", "aria-label", "placeholder", "alt", "aria-valuetext"]) {
          const text = one.getAttribute(name);
          if (text && speaks(text)) found.push(text);
        }
        const own = [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(" ");
        // The title of a source is its own: it stands there as a title.
        if (speaks(own) && !one.matches(".claims a, .claims .title")) found.push((one.closest("tr, li, h2, h3, p, text, caption, label, option") ?? one).textContent);
      }
      return found;
    },
    [ABOUT.source, GENERAL.source],
  );

const heardOf = (page) => page.evaluate(() => globalThis.sentences);

export default {
  async "no text of the page states an accusation without who makes it and how far it got"() {
    const page = await open();
    const { ids, edges } = await conduct(page);
    must(edges.length > 50, `only ${edges.length} conduct edges`);
    const voices = new Set(edges.flatMap((one) => one.by));
    const holds = (text) => RUNG.test(text) && [...voices].some((one) => text.includes(one));
    const check = (texts, where) => {
      const wrong = texts.filter((one) => ABOUT.test(one) && !GENERAL.test(one) && !holds(one) && !/alleges?|charge[ds]|convicted|held|infers?/.test(one));
      must(!wrong.length, `${where}: ${wrong.slice(0, 3).join(" || ")}`);
    };
    await page.goto(`${page.url()}#v=table&n=${ids.join("!")}`);
    await page.reload();
    await page.getByRole("rowheader").first().waitFor();
    const rows = page.getByRole("button", { name: /^Evidence: .*, said by / });
    await rows.first().waitFor();
    for (const view of ["Table", "Timeline", "Money flow", "Network"]) {
      await tab(page, view);
      check(await pieces(page), view);
    }
    // Every one of them selected in turn: the panel's heading and each of its claims.
    await tab(page, "Table");
    for (const { id, by } of edges) {
      await page.evaluate((one) => (location.hash = location.hash.replace(/&sel=[^&]*|$/, `&sel=${one}`)), id);
      await page.locator(`[data-record="${id}"] .claims`).first().waitFor();
      const heading = await page.locator(`[data-record="${id}"] h2`).innerText();
      must(RUNG.test(heading) && heading.includes(by[0]), `the heading of ${id}: ${heading}`);
      check(await pieces(page), `panel of ${id}`);
    }
    check(await heardOf(page), "spoken");
    // What is taken away.
    await tab(page, "Network");
    await page.getByRole("button", { name: "Save and export" }).click();
    for (const name of ["SVG", "CSV", "JSON"]) {
      const [file] = await Promise.all([page.waitForEvent("download", { timeout: 60000 }), page.getByRole("dialog").getByRole("button", { name, exact: true }).click()]);
      const text = readFileSync(await file.path(), "utf8");
      if (name === "SVG") check([...text.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map((one) => one[1].replace(/<[^>]+>/g, " ")).filter((one) => /^accused|^called nominee/.test(one)), name);
      else for (const { id, by } of edges) {
        const piece = name === "CSV" ? text.split("\r\n").find((one) => one.startsWith(`${id},`)) : JSON.stringify(JSON.parse(text).links.find((one) => one.id === id));
        must(piece && RUNG.test(piece) && piece.includes(by[0].replaceAll('"', '""')), `${name}: ${piece ?? `no row of ${id}`}`);
      }
    }
  },
};
