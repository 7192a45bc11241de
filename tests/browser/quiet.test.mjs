// Every page of the site is quiet: nothing on the console, nothing asked of another origin, nothing missing.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { open } from "./chromium.mjs";
import { pages } from "./pages.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const all = pages(SITE);
const site = served(SITE);
const url = (path) => new URL(encodeURI(path), site.url).href;

describe("every page", { concurrency: 2 }, () => {
  // One tab for many pages: as for a reader, styles and scripts come once.
  for (const half of [0, 1]) {
    test(`is quiet, part ${half + 1} of 2`, async () => {
      const { page, faults, close } = await open(site.browser, site.url, { apart: true });
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
