import { heard, money, must, olga, open, shot, tab, violations } from "../browser.mjs";

/** Press Tab until what has the focus is called so. */
async function tabTo(page, name) {
  for (let left = 120; left; left--) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim());
    if (name.test(here)) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}

export default {
  async "the keyboard alone searches, expands, finds a path and exports"() {
    const page = await open();
    await page.getByRole("heading", { name: "Three questions" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("prevezn");
    await heard(page, /found\. Prevezon .* is first\.$/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /Prevezon/ }).waitFor();
    await tabTo(page, /^Network$/); // the button of the view
    await tabTo(page, /^Network/); // the canvas
    await page.keyboard.press("Home");
    await page.keyboard.press("e");
    await heard(page, /added around/);
    await page.keyboard.press("p");
    await page.keyboard.press("/");
    await page.keyboard.type("Russian treasury");
    await heard(page, /found\. Russian treasury is first\.$/);
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Paths" }).waitFor();
    await tabTo(page, /^Save and export$/);
    await page.keyboard.press("Enter");
    await tabTo(page, /^CSV$/);
    const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    must(file.suggestedFilename().endsWith(".csv"), "no CSV came");
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
    await heard(page, /added around/);
    await page.keyboard.press("Control+z");
    await heard(page, /^Undone\.$/);
  },

  async "axe finds nothing in either theme, in any view"() {
    const page = await open();
    await page.getByRole("heading", { name: "Three questions" }).waitFor();
    const found = await violations(page);
    await money(page);
    for (const theme of ["light", "dark"]) {
      if (theme === "dark") await page.getByRole("button", { name: "Dark theme" }).click();
      for (const view of ["Network", "Money flow", "Timeline", "Table"]) {
        await tab(page, view);
        found.push(...(await violations(page)).map((one) => `${theme} ${view}: ${one}`));
        await shot(page, `${theme}-${view.toLowerCase().replace(" ", "-")}`);
      }
    }
    must(!found.length, found.join("\n"));
  },

  async "320 pixels need no sideways scrolling"() {
    const page = await open("", { width: 320, height: 700 });
    await olga(page);
    must(await page.evaluate(() => document.documentElement.scrollWidth <= 321), "the page is wider than 320 pixels");
    await shot(page, "narrow");
  },
};
