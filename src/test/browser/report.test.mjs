// Opens reports as readers do, in headless Chromium: see run.sh.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { close, drawn, open } from "./browser.mjs";

const [real, large, out] = process.env.ECON_REPORTS.split(":").map((path) => resolve(path));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
mkdirSync(out, { recursive: true });

after(close);

async function clean({ page, requests, errors, address }) {
  assert.deepEqual(errors, [], "no error in the console");
  assert.deepEqual(requests.filter((url) => !url.startsWith(address) && !url.startsWith("data:")), [], "nothing is asked for beside the file");
  assert.equal(await page.evaluate(() => window.broken), undefined, "no text ran as a script");
  await page.close();
}

const status = (page) => page.textContent("#status");

/** Types a search and waits for its result. */
async function search(page, text) {
  await page.fill("#search", text);
  await page.waitForFunction((wanted) => document.getElementById("list").dataset.text === wanted && document.getElementById("status").textContent.endsWith("."), text.trim().toLowerCase());
}


test("a real run filters, searches and opens a transcript", async () => {
  const opened = await open(real);
  const { page } = opened;
  assert.equal(await page.textContent("h1"), "tuesday");
  assert.equal(await page.locator("#results-table tbody").count(), 3);
  assert.match(await status(page), /^72 of 72 episodes\.$/);

  await page.selectOption("#filter-method", "econ-fixed");
  await page.selectOption("#filter-benchmark", "mini-math");
  assert.match(await status(page), /^8 of 72/);
  const first = page.locator("#list .row").first();
  await first.click();
  await page.waitForSelector("#detail .call");
  assert.equal(await page.locator("#detail .call").count(), 5, "strategy, three answers, commitment");
  assert.match(await page.textContent("#detail"), /Strategy.*Answers of the agents.*Commitment/s);
  assert.match(await page.textContent("#detail .call:nth-of-type(1) .controls"), /temperature/);

  // A word that stands in a text but not in the list.
  const word = (await page.locator("#detail .calls:last-of-type .text-block").first().textContent()).split(/\s+/).slice(0, 4).join(" ");
  await page.click("button[type=reset]");
  await search(page, word);
  const found = Number((await status(page)).split(" ")[0]);
  assert.ok(found >= 1 && found < 72, `${found} episodes have '${word}'`);
  await page.locator("#list .row").first().click();
  await page.waitForSelector("#detail mark");

  await search(page, "no such text anywhere");
  assert.match(await status(page), /^0 of 72/);
  assert.match(await page.textContent("#list"), /No episode fits/);
  await clean(opened);
});

test("flips lead to their transcripts", async () => {
  const opened = await open(real);
  const { page } = opened;
  await page.locator("#flips-table button").first().click();
  assert.equal(await page.inputValue("#filter-flip"), "any");
  await page.locator("#list .row").first().click();
  await page.waitForSelector("#detail .call");
  assert.match(await page.textContent("#detail .verdicts"), /in monday/);
  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await page.waitForSelector("#detail .call");
  assert.match(await page.textContent("#detail .verdicts"), /in monday/, "the address opens the same episode");
  await clean(opened);
});

test("everything can be reached with the keyboard", async () => {
  const opened = await open(real);
  const { page } = opened;
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  for (let i = 0; i < 12 && (await page.evaluate(() => document.activeElement.id)) !== "list"; i++) {
    await page.keyboard.press("Tab");
  }
  assert.equal(await page.evaluate(() => document.activeElement.id), "list");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector("#detail .call");
  const active = await page.getAttribute("#list", "aria-activedescendant");
  assert.equal(await page.getAttribute("#" + active, "aria-selected"), "true");
  assert.equal(await page.getAttribute("#" + active, "aria-posinset"), "2");
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.querySelector('[aria-selected="true"]')?.getAttribute("aria-posinset") === "72");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "detail");
  await clean(opened);
});

test("ten thousand episodes are small, fast and harmless", async () => {
  assert.ok(statSync(large).size < 10 * 2 ** 20);
  const opened = await open(large);
  const { page } = opened;
  const ready = Number(await page.getAttribute("html", "data-ready"));
  console.log(`# interactive after ${ready} ms, ${statSync(large).size} bytes, 10,000 episodes`);
  assert.ok(ready < 2000, `interactive after ${ready} ms`);
  assert.match(await status(page), /^10,000 of 10,000/);
  assert.ok((await page.locator("#list .row").count()) < 60, "only the rows in sight exist");
  await page.evaluate(() => { document.getElementById("list").scrollTop = 1e9; });
  await page.waitForFunction(() => document.querySelector('[aria-posinset="10000"]'));

  const start = Date.now();
  await search(page, "Step 5: Fatima takes");
  console.log(`# searched all texts in ${Date.now() - start} ms`);
  assert.ok(Number((await status(page)).split(" ")[0].replace(",", "")) > 100);

  await search(page, "window.broken");
  await page.locator("#list .row").first().click();
  await page.waitForSelector("#detail mark");
  assert.match(await page.textContent("#detail"), /<img src=/);
  assert.equal(await page.locator("#detail img, #detail script, #detail a, #detail style").count(), 0);
  await page.selectOption("#filter-verdict", "3");
  await search(page, "");
  await page.locator("#list .row").first().click();
  await page.waitForSelector("#detail .note");
  assert.match(await page.textContent("#detail .note"), /timeout: no answer within 60 s/);
  await clean(opened);
});

for (const [name, view] of Object.entries({
  light: {},
  dark: { scheme: "dark" },
  phone: { width: 390, height: 844 },
  "phone-dark": { width: 390, height: 844, scheme: "dark" },
})) {
  test(`looks right: ${name}`, async () => {
    for (const [kind, report] of [["real", real], ["large", large]]) {
      const opened = await open(report, view);
      const { page } = opened;
      await drawn(page);
      await page.locator("#list .row").nth(1).click();
      await page.waitForSelector("#detail .call");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `the page is ${wide} px wider than the screen`);
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      const serious = found.violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
      assert.deepEqual(serious.map((violation) => [violation.id, violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 200) + " " + node.failureSummary)]), []);
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ path: join(out, `${kind}-${name}.png`), fullPage: true });
      await clean(opened);
    }
  });
}

test("prints with its charts and the open transcript", async () => {
  const opened = await open(real);
  const { page } = opened;
  await drawn(page);
  await page.locator("#list .row").first().click();
  await page.waitForSelector("#detail .call");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.isVisible("#list"), false);
  assert.equal(await page.isVisible("#detail .call"), true);
  const pdf = await page.pdf({ path: join(out, "real.pdf"), format: "A4" });
  assert.ok(pdf.length > 20_000);
  await clean(opened);
});
