import { readFileSync } from "node:fs";
import { money, must, olga, open, shot, tab } from "../browser.mjs";

export default {
  async "flow and timeline show the same payments"() {
    const page = await open();
    await money(page);
    await tab(page, "Money flow");
    await page.getByRole("img", { name: /Money flow of \d+ payments/ }).waitFor();
    await shot(page, "flow");
    await tab(page, "Timeline");
    await page.getByRole("slider", { name: /from/ }).first().focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("button", { name: "All dates" }).waitFor();
    await shot(page, "timeline");
  },

  async "the SVG carries legend, standing and sources"() {
    const page = await open();
    await money(page);
    await page.getByRole("button", { name: "Save and export" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "SVG" }).click()]);
    const text = readFileSync(await file.path(), "utf8");
    for (const words of ["Legend", "Sources", "asserted", "snapshot", "no filter", "Gap gap.g1"]) must(text.includes(words), `the SVG has no "${words}"`);
  },

  async "the address gives the same picture again"() {
    const page = await open();
    await olga(page);
    await tab(page, "Table");
    const before = await page.getByRole("table").allInnerTexts();
    await page.reload();
    await page.getByRole("rowheader").first().waitFor();
    await page.getByRole("heading", { name: "Said" }).waitFor();
    must(JSON.stringify(await page.getByRole("table").allInnerTexts()) === JSON.stringify(before), "the tables differ after a reload");
  },
};
