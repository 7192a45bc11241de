// Every page of the site is quiet: nothing on the console, nothing asked of another origin, nothing missing. And what is
// painted stays where it is.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { open } from "./chromium.mjs";
import { pages, samples } from "./pages.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const all = pages(SITE);
const site = served(SITE);
const url = (path) => new URL(encodeURI(path), site.url).href;

/** In the page: gathers what moves without the reader's doing. */
function watchShifts() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput) globalThis.shifts.push(`${value}: ${sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.nodeName)}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

describe("every page", { concurrency: 2 }, () => {
  // One tab for many pages: as for a reader, styles and scripts come once.
  for (const half of [0, 1]) {
    test(`is quiet, part ${half + 1} of 2`, async () => {
      const { page, faults, close } = await open(site.browser, site.url);
      const noisy = {};
      for (const { path } of all.filter((_, place) => place % 2 === half)) {
        faults.length = 0;
        await page.goto(url(path), { waitUntil: "load" });
        if (faults.length > 0) noisy[path] = [...faults];
      }
      assert.deepEqual(noisy, {});
      await close();
    });
  }
});

describe("nothing moves", { concurrency: 2 }, () => {
  for (const { path, kind } of samples(all)) {
    test(`while ${kind} /${path} loads and is read`, async () => {
      for (const width of [1280, 360]) {
        const { page, close } = await open(site.browser, url(path), { width, prepare: watchShifts });
        await page.waitForNetworkIdle({ idleTime: 300 });
        // Shifts are told with the next frame.
        for (let step = 0; step < 6; step += 1) {
          await page.evaluate(() => {
            scrollBy(0, 500);
            return new Promise((resume) => requestAnimationFrame(() => requestAnimationFrame(resume)));
          });
        }
        assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], `at ${width}`);
        await close();
      }
    });
  }

  test("and what moves would be seen", async () => {
    const { page, close } = await open(site.browser, site.url, { prepare: watchShifts });
    await page.waitForNetworkIdle({ idleTime: 300 });
    await page.evaluate(() => document.querySelector("main").before(Object.assign(document.createElement("p"), { textContent: "late" })));
    await page.waitForFunction(() => globalThis.shifts.length > 0, { timeout: 20_000 });
    await close();
  });
});
