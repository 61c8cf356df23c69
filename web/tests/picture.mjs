/**
 * Takes the picture of the README: the case, in the light theme, as the page answers its first question.
 *
 * Usage: node tests/picture.mjs ADDRESS FILE
 */
import { statSync } from "node:fs";
import { launch } from "./chromium.mjs";

const [base, file] = process.argv.slice(2);
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1640, height: 880 }, colorScheme: "light", reducedMotion: "reduce" });
await page.goto(`${base}/`);
await page.getByRole("button", { name: /How did the money/ }).click();
await page.getByText("No path is shown by the sources read.").waitFor();
await page.getByRole("button", { name: "Gap G1" }).click();
await page.getByRole("heading", { name: "Gap G1" }).waitFor();
await page.waitForTimeout(1000); // pictograms are fetched one by one
await page.screenshot({ path: file });
await browser.close();
console.log(`${file}: ${Math.round(statSync(file).size / 1000)} kB`);
