import { readFileSync, writeFileSync } from "node:fs";
import { money, must, olga, open, shots, tab } from "../browser.mjs";

async function taken(page, name) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("dialog").getByRole("button", { name, exact: true }).click()]);
  return { name: file.suggestedFilename(), path: await file.path() };
}

/** The tables, once the names of those who speak have been read as well. */
async function settled(page) {
  for (let last = ""; ; ) {
    const now = await page.getByRole("table").allInnerTexts();
    if (JSON.stringify(now) === last) return now;
    last = JSON.stringify(now);
    await page.waitForTimeout(1500);
  }
}

const dialog = (page) => page.getByRole("button", { name: "Save and export" }).click();

export default {
  async "the PNG is the whole sheet at twice its size"() {
    const page = await open();
    await olga(page);
    await dialog(page);
    const { path, name } = await taken(page, "PNG");
    const bytes = readFileSync(path);
    must(bytes.subarray(1, 4).toString() === "PNG", "no PNG");
    must(/^clew-\d{4}-\d\d-\d\dT\d{6}\.png$/.test(name), `a name without its time: ${name}`);
    // Legend and sources stand below the picture: the sheet is higher than the canvas twice over.
    must(bytes.readUInt32BE(20) > 2 * 700, `only ${bytes.readUInt32BE(20)} pixels high`);
    writeFileSync(`${shots}/sheet.png`, bytes);
  },

  async "the CSV has a row for every link of the table, with who says it and who denies it"() {
    const page = await open();
    await olga(page);
    await tab(page, "Table");
    const rows = await page.getByRole("table").nth(1).getByRole("row").count();
    await dialog(page);
    const text = readFileSync((await taken(page, "CSV")).path, "utf8");
    const lines = text.trim().split("\r\n");
    must(lines.length === rows, `${lines.length} lines for ${rows} rows`);
    for (const words of ["said by", "denied by", "standing", "sentence"]) must(lines[0].includes(words), `no column ${words}`);
  },

  async "a saved view opens again with its notes, which are apart from the claims"() {
    const page = await open();
    await money(page);
    await tab(page, "Table");
    await page.getByRole("button", { name: "Prevezon Holdings Ltd", exact: true }).click();
    await page.getByRole("textbox", { name: "Own note" }).fill("ask the registrar");
    const before = await settled(page);
    await dialog(page);
    const { path } = await taken(page, "JSON");
    const saved = JSON.parse(readFileSync(path, "utf8"));
    must(saved.notes["org.prevezon-holdings"] === "ask the registrar", "the note is not in the file");
    must(!JSON.stringify(saved.links).includes("ask the registrar"), "the note is among the links");
    const other = await open();
    await other.getByRole("button", { name: "Save and export" }).click();
    await other.getByLabel("Open a saved view").setInputFiles(path);
    await other.getByRole("rowheader").first().waitFor();
    await other.getByText("No path is shown by the sources read.").waitFor();
    const after = await settled(other);
    must(JSON.stringify(after) === JSON.stringify(before), `the tables differ:\n${before.join("\n")}\n---\n${after.join("\n")}`);
    must((await other.getByRole("textbox", { name: "Own note" }).inputValue()) === "ask the registrar", "the note did not come back");
  },

  async "a file that is no saved view is refused, and nothing is lost"() {
    const page = await open();
    await olga(page);
    await dialog(page);
    await page.getByLabel("Open a saved view").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from('{"format":"other"}') });
    await page.getByText("This file is no saved view of Clew.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    must((await page.getByRole("heading", { name: "Linked to Olga Stepanova" }).count()) === 1, "the view is gone");
  },

  async "GraphML, GEXF and FollowTheMoney hold what is on the canvas and nothing beyond"() {
    const page = await open("#n=per.olga-stepanova!per.vladlen-stepanov&sel=per.olga-stepanova");
    await page.getByRole("heading", { name: "Said" }).waitFor();
    await dialog(page);
    for (const [name, start] of [["GraphML", "<"], ["GEXF", "<"], ["FollowTheMoney", "{"]]) {
      const text = readFileSync((await taken(page, name)).path, "utf8");
      must(text.startsWith(start), `${name} starts with ${text.slice(0, 20)}`);
      must(text.includes("Olga Stepanova") && text.includes("Vladlen Stepanov"), `${name} lacks the canvas`);
      must(!text.includes("evt.tax-refund-fraud\""), `${name} holds more than the canvas`);
    }
  },
};
