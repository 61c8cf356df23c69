import { must, olga, open, tab } from "../browser.mjs";

export default {
  async "every text about conduct names its asserter and rung"() {
    const page = await open();
    await olga(page);
    await tab(page, "Table");
    const rows = page.getByRole("row").filter({ hasText: "accused of a part in" });
    must((await rows.count()) > 0, "there are accusations to look at");
    for (const row of await rows.all()) {
      const cells = await row.getByRole("cell").allInnerTexts();
      must(/alleged|charged|admitted|found|upheld|refuted/.test(cells[5]), `no rung: ${cells}`);
      must(cells[6].trim() && cells[7].trim(), `no asserter or no denial: ${cells}`);
    }
  },
};
