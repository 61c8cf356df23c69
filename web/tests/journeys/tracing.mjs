import { heard, money, must, open, shot, tab, violations } from "../browser.mjs";

const CONDITION = /calculated by Clew under .*, if the transfers happened as claimed; not legal advice/;
const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };

export default {
  async "a payment is traced by every rule side by side, and no rule is put first"() {
    const page = await open("#trace=pay.t012~forward~both~apart~~&v=flow", undefined, clipboard);
    const table = page.getByRole("table", { name: /The rules side by side/ });
    await table.waitFor();
    must(CONDITION.test(await table.getByRole("caption").innerText()), "the table does not say under what condition");
    for (const name of [/first in, first out/, /last in, first out/, /pro rata/, /lowest intermediate balance/, /tainted money first/]) {
      must((await table.getByRole("columnheader", { name }).count()) === 1, `no column ${name}`);
    }
    const hops = page.getByRole("table", { name: /Payment by payment/ });
    must(/first in, first out/.test(await hops.getByRole("caption").innerText()), "the first rule is not the one that is drawn");
    await page.getByRole("combobox", { name: "rule that is drawn" }).selectOption({ label: "last in, first out" });
    await page.getByRole("region", { name: "last in, first out" }).waitFor();
    must(CONDITION.test(await hops.getByRole("caption").innerText()), "the payments do not say under what condition");
    await page.getByRole("button", { name: /^At least, at most: / }).first().click();
    await page.getByText(/calculated by Clew for every rule that conserves, if the transfers happened as claimed; not legal advice/).waitFor();
    await page.getByRole("button", { name: "Copy the trace as text" }).click();
    await page.getByText("copied").waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    for (const line of text.split("\n").filter((one) => /^\d+\. /.test(one))) must(CONDITION.test(line) && /said by/.test(line), line);
    await shot(page, "trace");
    await page.getByRole("combobox", { name: "way" }).selectOption("back");
    await heard(page, /^Trace back from/);
    await page.reload();
    await page.getByRole("heading", { name: /^Trace back from/ }).waitFor();
  },

  async "a trace that no rule can begin says where it stops, and why"() {
    const page = await open();
    await money(page);
    await tab(page, "Table");
    await page.getByRole("button", { name: /^Evidence: Russian treasury paid/ }).first().click();
    await page.getByRole("button", { name: "Trace forward", exact: true }).click();
    await page.getByRole("heading", { name: "Where it stops before a rule can begin" }).waitFor();
    await heard(page, /no rule can follow it\. The trace stops at/);
    await page.getByRole("button", { name: "Close the trace" }).click();
    await page.getByRole("img", { name: /Money flow of \d+ payments/ }).waitFor();
  },

  async "the keyboard traces from a node of the canvas"() {
    const page = await open("#n=org.moldovan-company-t012!org.colop");
    await page.getByRole("application", { name: "Network" }).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("t");
    await page.getByRole("alert").getByText("received nothing in these days that a rule can follow").waitFor();
    await page.keyboard.press("Shift+T");
    await heard(page, /^Trace back from .*: at most 1 payment, 1 end; the rules agree\.$/);
    page.problems = page.problems.filter((one) => !/422/.test(one));
  },

  async "flows add up what may be added, and name what is in no sum"() {
    const page = await open("#n=org.russian-treasury&sel=org.russian-treasury&v=flow");
    await page.getByRole("button", { name: "all that flows on from Russian treasury" }).click();
    await page.getByRole("heading", { name: "Flows from Russian treasury" }).waitFor();
    await heard(page, /^Flows from Russian treasury: \d+ sums? between \d+ parties, \d+ in no sum\.$/);
    const rest = page.getByRole("table", { name: /^In no sum/ });
    must((await rest.getByText("a total of several payments is never summed").count()) > 0, "totals are not named");
    await rest.getByRole("button", { name: /^Evidence of pay\./ }).first().click();
    await page.getByRole("complementary", { name: "Evidence" }).getByRole("heading", { name: /^Said/ }).first().waitFor();
    must(!(await violations(page)).length, "axe found something");
    await shot(page, "flows");
    await page.reload();
    await page.getByRole("heading", { name: "Flows from Russian treasury" }).waitFor();
  },

  async "axe finds nothing in a trace, in both sides of a person and in what is picked, in either theme"() {
    const found = [];
    for (const colorScheme of ["light", "dark"]) {
      const page = await open("#trace=pay.t012~forward~both~apart~~&v=flow", undefined, { colorScheme });
      await page.getByRole("table", { name: /The rules side by side/ }).waitFor();
      found.push(...(await violations(page)).map((one) => `${colorScheme} trace: ${one}`));
      const sides = await open("#n=per.pavel-karpov!per.olga-stepanova&grp=per.pavel-karpov!per.olga-stepanova&sel=per.pavel-karpov&brief=1", undefined, { colorScheme });
      await sides.getByRole("heading", { name: /^Said against it/ }).first().waitFor();
      found.push(...(await violations(sides)).map((one) => `${colorScheme} sides: ${one}`));
      await sides.getByRole("button", { name: "Save and export" }).click();
      found.push(...(await violations(sides)).map((one) => `${colorScheme} export: ${one}`));
      await shot(sides, `${colorScheme}-sides`);
    }
    must(!found.length, found.join("\n"));
  },
};
