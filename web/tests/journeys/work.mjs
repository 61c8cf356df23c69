import { heard, must, olga, open, tab } from "../browser.mjs";

const entities = (page) => page.getByRole("table").first().getByRole("rowheader").count();

export default {
  async "a lasso picks what lies in it; picked nodes are hidden and come back by undo"() {
    const page = await open();
    await olga(page);
    await page.getByRole("button", { name: "Pick with a lasso" }).click();
    const box = await page.locator(".lasso").boundingBox();
    const corners = [[2, 2], [box.width - 80, 2], [box.width - 80, box.height - 2], [2, box.height - 2]];
    await page.mouse.move(box.x + corners[0][0], box.y + corners[0][1]);
    await page.mouse.down();
    for (const [x, y] of corners.slice(1)) await page.mouse.move(box.x + x, box.y + y, { steps: 4 });
    await page.mouse.up();
    await heard(page, /^\d+ picked\.$/);
    await page.getByRole("button", { name: "Hide them" }).click();
    await heard(page, /\d+ hidden\./);
    await page.keyboard.press("Control+z");
    await heard(page, /^Undone\.$/);
    await tab(page, "Table");
    must((await entities(page)) > 5, "undo did not bring them back");
  },

  async "two that are picked in the table have their path found, and only they are kept"() {
    const page = await open();
    await olga(page);
    await tab(page, "Table");
    await page.getByRole("checkbox", { name: "Pick Vladlen Stepanov" }).check();
    await page.getByRole("checkbox", { name: "Pick Moscow tax inspectorate no. 28" }).check();
    await page.getByRole("region", { name: "Picked" }).getByRole("button", { name: "Path between the two" }).click();
    await heard(page, /paths from Vladlen Stepanov to Moscow tax inspectorate no\. 28/);
    must((await page.getByRole("region", { name: "Paths" }).getByRole("button", { name: /hops? · weakest/ }).count()) > 0, "no path is listed");
    await page.getByRole("button", { name: "Keep only these" }).click();
    must((await entities(page)) === 2, "more than the two are left");
  },

  async "the keyboard picks on the canvas, pins and unpins"() {
    const page = await open();
    await olga(page);
    await page.getByRole("application", { name: "Network" }).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("s");
    await heard(page, /picked; 1 picked\.$/);
    await page.keyboard.press("x");
    await heard(page, / pinned\.$/);
    await page.getByRole("button", { name: "Unpin all" }).click();
    await heard(page, /^Nothing is pinned\.$/);
  },

  async "while the server is away a banner says so, and what was asked for is done when it is back"() {
    const page = await open();
    await olga(page);
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Expand …" }).click();
    await page.getByRole("button", { name: "Clear" }).waitFor();
    await page.getByRole("searchbox").or(page.getByRole("combobox", { name: /Search/ })).first().fill("Karpov");
    await page.getByRole("alert").getByText("The server does not answer. Nothing here is lost").waitFor();
    must((await page.getByRole("heading", { name: "Linked to Olga Stepanova" }).count()) === 1, "the view is lost");
    await page.context().setOffline(false);
    // The page asks by itself too, and may have been quicker.
    await page.getByRole("button", { name: "Try now" }).click({ timeout: 3000 }).catch(() => {});
    await page.getByRole("alert").waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^All \(/ }).waitFor();
    page.problems = page.problems.filter((one) => !/ERR_INTERNET_DISCONNECTED/.test(one));
  },

  async "what an address names and the store lacks is left out and said"() {
    const page = await open("#n=per.olga-stepanova!per.nobody-known!per.vladlen-stepanov&v=table");
    await page.getByText("Not in this store, so left out: per.nobody-known.").waitFor();
    must((await entities(page)) === 2, "the others are not shown");
    page.problems = page.problems.filter((one) => !/404/.test(one));
  },
};
