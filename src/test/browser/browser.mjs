// Headless Chromium with pages that keep what they asked for and what went wrong in them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const profile = mkdtempSync(join(tmpdir(), "econ-browser-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Ends the browser. */
export async function close() {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}

/** A page of its own, with what it asked for and what went wrong in it. */
export async function open(report, { width = 1280, height = 900, scheme = "light" } = {}) {
  const page = await browser.newPage();
  const requests = [];
  const errors = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("dialog", (dialog) => {
    errors.push("dialog: " + dialog.message());
    dialog.dismiss();
  });
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  const address = pathToFileURL(report).href;
  await page.goto(address);
  await page.waitForSelector("html[data-ready]");
  return { page, requests, errors, address };
}

/** All charts are there. */
export async function drawn(page) {
  await page.waitForFunction(() => [...document.querySelectorAll("section:not([hidden]) .plot")].every((plot) => plot.querySelector("svg")));
}
