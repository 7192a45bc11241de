// No finding of axe on one page of every template, in both palettes, on a phone and on a desk; with GUILDHALL_FULL=1 on every
// page of the site.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { axe, open, scheme } from "./chromium.mjs";
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

/** Everything that has to hold of a page at one width. */
async function sound({ page, faults, close }) {
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
      test(`${kind} /${path} at ${width}`, async () => sound(await site.visit(path, { width })));
    }
  }

  test("of the templates that the handbook does without", async () => {
    const hostile = await serve(HOSTILE);
    for (const { path } of others) {
      for (const width of [1280, 320]) await sound(await open(site.browser, hostile.url + encodeURI(path), { width }));
    }
    await hostile.stop();
  });
});
