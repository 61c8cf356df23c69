import { heard, money, must, olga, open, shot, tab } from "../browser.mjs";

export default {
  async "search finds a name in another script and expands it"() {
    const page = await open();
    await page.getByRole("heading", { name: "Three questions" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("Превезон");
    await page.getByRole("option", { name: /Prevezon Holdings/ }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Expand …" }).click();
    await page.getByRole("button", { name: /^All \(/ }).click();
    await heard(page, /added around Prevezon Holdings/);
    await tab(page, "Table");
    must((await page.getByRole("row").count()) > 10, "the table lists what was expanded");
  },

  async "who is linked to Olga Stepanova takes one click"() {
    const page = await open();
    await olga(page);
    await page.getByRole("heading", { name: "Linked to Olga Stepanova" }).waitFor();
    await shot(page, "links");
  },

  async "the path from the treasury shows segments, gaps and, on request, reasons"() {
    const page = await open();
    await money(page);
    must((await page.getByText(/^Segment \d/).count()) >= 2, "segments are listed");
    must((await page.getByText(/infers it/).count()) === 0, "no inferred join unasked");
    await page.getByRole("button", { name: "Gap G1" }).click();
    await page.getByRole("heading", { name: "Gap G1" }).waitFor();
    await page.getByRole("button", { name: "Show the inferred joins" }).click();
    await page.getByText(/Clew editors infers it/).first().waitFor();
    await shot(page, "network");
  },

  async "a claim leads to its source"() {
    const page = await open();
    await money(page);
    await tab(page, "Table");
    await page.getByRole("button", { name: /^Evidence: .*Prevezon/ }).first().click();
    const link = page.getByRole("complementary", { name: "Evidence" }).getByRole("link").first();
    must(/^https?:/.test(await link.getAttribute("href")), "a claim links to its source");
  },
};
