// Makes the README's pictures of a report: node pictures.mjs REPORT FOLDER; see run.sh.
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { close, drawn, open } from "./browser.mjs";

const MAX_BYTES = 300_000;
const [report, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

/** Opens the report, brings what is shown into view, and takes a picture of the screen. */
async function take(name, view, show) {
  const { page } = await open(report, { width: 1340, height: 860, ...view });
  await drawn(page);
  await show(page);
  const path = join(folder, name);
  await page.screenshot({ path });
  await page.close();
  if (statSync(path).size > MAX_BYTES) {
    throw new Error(`${path} has ${statSync(path).size} bytes, more than ${MAX_BYTES}`);
  }
  console.log(path);
}

const scrollTo = (page, id) => page.evaluate((wanted) => document.getElementById(wanted).scrollIntoView(), id);

try {
  await take("results.png", {}, (page) => scrollTo(page, "results"));
  await take("transcript.png", { scheme: "dark" }, async (page) => {
    await page.selectOption("#filter-method", "econ");
    await page.locator("#list .row").nth(1).click();
    await page.waitForSelector("#detail .call");
    await scrollTo(page, "transcripts");
  });
} finally {
  await close();
}
