// What has to hold of every template, on a phone and on a desk: nothing that is painted moves, axe finds nothing in either
// palette. Looks at one page of each; with GUILDHALL_FULL=1 at every page of the site.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { axe, open, scheme, until } from "./chromium.mjs";
import { pages, samples } from "./pages.mjs";
import { serve } from "./server.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
/** A site with pages of templates that the handbook does without: withheld ones, folders without an opening page. */
const HOSTILE = folder("GUILDHALL_HOSTILE");
const TEMPLATES = new URL("../../themes/default/templates/", import.meta.url);
/** Templates that make no page of their own: what others extend, the dialog, and redirects, which nobody sees. */
const PARTS = ["article", "base", "dialog", "redirect"];

const all = pages(SITE);
const chosen = process.env.GUILDHALL_FULL ? all : samples(all);
const known = new Set(all.map(({ kind }) => kind));
const others = samples(pages(HOSTILE)).filter(({ kind }) => !known.has(kind));
const site = served(SITE);

/** In the page: gathers what moves without the reader's doing. */
function watchShifts() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput) globalThis.shifts.push(`${value}: ${sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.nodeName)}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** What moved until the page was loaded and read to its end. */
async function shifts(page) {
  await page.waitForNetworkIdle({ idleTime: 300 });
  // They are told with the next frame.
  return page.evaluate(async () => {
    const frames = () => new Promise((resume) => requestAnimationFrame(() => requestAnimationFrame(resume)));
    for (let step = 0; step < 6; step += 1) {
      scrollBy(0, 500);
      await frames();
    }
    scrollTo(0, 0);
    await frames();
    return globalThis.shifts;
  });
}

/** Everything that has to hold of a page at one width. */
async function sound(url, width) {
  const { page, faults, close } = await open(site.browser, url, { width, prepare: watchShifts });
  assert.deepEqual(await shifts(page), []);
  for (const name of ["light", "dark"]) {
    await scheme(page, name);
    assert.deepEqual(await axe(page), [], name);
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${over} pixels too wide`);
  assert.equal(await page.$$eval("h1", (found) => found.length), 1);
  assert.deepEqual(faults, []);
  await close();
}

test("every template has a page here", () => {
  const templates = readdirSync(TEMPLATES).filter((name) => name.endsWith(".html")).map((name) => name.replace(".html", ""));
  const kinds = [...known, ...others.map(({ kind }) => kind)].map((kind) => (kind === "not-found" ? "404" : kind));
  assert.deepEqual(templates.filter((name) => !PARTS.includes(name) && !kinds.includes(name)), []);
});

// Two at a time, each in a process of its own: most of the time is axe thinking.
describe("pages", { concurrency: 2 }, () => {
  for (const { path, kind } of chosen) {
    for (const width of [1280, 320]) {
      test(`${kind} /${path} at ${width}`, () => sound(new URL(encodeURI(path), site.url).href, width));
    }
  }

  test("of the templates that the handbook does without", async () => {
    const hostile = await serve(HOSTILE);
    for (const { path } of others) {
      for (const width of [1280, 320]) await sound(hostile.url + encodeURI(path), width);
    }
    await hostile.stop();
  });
});

test("what moves would be seen", async () => {
  const { page, close } = await site.visit("", { prepare: watchShifts });
  assert.deepEqual(await shifts(page), []);
  await page.evaluate(() => document.querySelector("main").before(Object.assign(document.createElement("p"), { textContent: "late" })));
  await until(page, () => globalThis.shifts.length > 0);
  await close();
});
