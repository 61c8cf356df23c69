import { must, olga, open } from "../browser.mjs";

const RUNG = /\((?:inferred, )?(?:refuted|alleged|charged|admitted|found by a court|upheld on appeal)/;

export default {
  async "a person has two sides, and each accusation has who says it and what is said against it"() {
    const page = await open("#n=per.pavel-karpov&sel=per.pavel-karpov", undefined, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("button", { name: "Both sides" }).click();
    const brief = page.getByRole("region", { name: "Both sides of Pavel Karpov" });
    await brief.waitFor();
    const said = await brief.getByRole("heading", { name: /^Said \(\d+\)$/ }).count();
    must(said > 0 && said === (await brief.getByRole("heading", { name: /^Said against it \(\d+\)$/ }).count()), "an accusation has one side");
    await brief.getByRole("button", { name: "Copy the brief as text" }).click();
    await brief.getByText("copied").waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    must(text.startsWith("Both sides of Pavel Karpov") && /denied/.test(text) && RUNG.test(text), text.slice(0, 300));
    await page.reload();
    await brief.waitFor();
  },

  async "a claim and a path are copied as footnotes"() {
    const page = await open("#path=per.vladlen-stepanov~per.olga-stepanova~any~shown~hops~3&n=per.vladlen-stepanov!per.olga-stepanova&sel=per.olga-stepanova", undefined, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.getByRole("button", { name: /^Copy as footnote: / }).first().click();
    await page.getByText("copied").first().waitFor();
    const claim = await page.evaluate(() => navigator.clipboard.readText());
    must(/Source: .+\[[a-z0-9.-]+\]\.$/.test(claim), claim);
    await page.getByRole("button", { name: "Copy path as footnote" }).first().click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes("hops; weakest:"));
    must(/said by/.test(await page.evaluate(() => navigator.clipboard.readText())), "no asserter in the path's footnote");
  },

  async "an own note stays in this browser"() {
    const page = await open();
    await olga(page);
    await page.getByRole("textbox", { name: "Own note" }).fill("mine");
    await page.reload();
    await page.getByRole("heading", { name: "Said" }).waitFor();
    must((await page.getByRole("textbox", { name: "Own note" }).inputValue()) === "mine", "the note is gone");
  },
};
