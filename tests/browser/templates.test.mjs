// What has to hold of every template, on a phone and on a desk: nothing that is painted moves, axe finds nothing in either
// palette. Looks at one page of each; with GUILDHALL_FULL=1 at every page of the site.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { axe, open, scheme, until } from "./chromium.mjs";
import { holding, pages, samples } from "./pages.mjs";
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
  assert.equal(await page.evaluate(() => document.visibilityState), "visible", "of hidden pages nothing is told");
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

/** In the page: texts that are printed over each other. Lines of a text may touch. */
function overlaps() {
  const TOUCHING = 3;
  const boxes = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const { parentElement } = node;
    if (!node.data.trim() || !parentElement.checkVisibility({ visibilityProperty: true }) || parentElement.closest(".unseen, svg")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // What is wider than its box is seen inside it only.
    const edge = parentElement.closest(".table, pre")?.getBoundingClientRect().right ?? Infinity;
    for (const { left, right: end, top, bottom } of range.getClientRects()) {
      const right = Math.min(end, edge);
      if (right - left > TOUCHING && bottom - top > TOUCHING) boxes.push({ left, right, top, bottom, node });
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  return boxes.flatMap((box, at) => {
    const found = [];
    for (let next = at + 1; next < boxes.length && boxes[next].top < box.bottom - TOUCHING; next += 1) {
      const other = boxes[next];
      const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      if (other.node !== box.node && wide > TOUCHING) found.push(`${box.node.data.trim()} over ${other.node.data.trim()}`);
    }
    return found;
  });
}

/** In the page: headings that are larger than one of a higher rank before them in the same part. */
function upsideDown() {
  const sizes = {};
  const found = [];
  for (const heading of document.querySelectorAll("main :is(h1, h2, h3, h4)")) {
    if (!heading.checkVisibility()) continue;
    const rank = Number(heading.localName[1]);
    const size = Number.parseFloat(getComputedStyle(heading).fontSize);
    for (let deeper = rank + 1; deeper <= 4; deeper += 1) delete sizes[deeper];
    sizes[rank] = size;
    for (let above = 1; above < rank; above += 1) if (sizes[above] < size) found.push(`${heading.textContent} (${size} below ${sizes[above]})`);
  }
  return found;
}

/** Everything that has to hold of a page at one width. */
async function sound(url, width) {
  const { page, faults, close } = await open(site.browser, url, { width, apart: true, prepare: watchShifts });
  assert.deepEqual(await shifts(page), []);
  assert.deepEqual(await page.evaluate(overlaps), []);
  assert.deepEqual(await page.evaluate(upsideDown), []);
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

test("texts over each other and headings out of order would be seen", async () => {
  const { page, close } = await site.visit("");
  await page.evaluate(() => {
    const [over, large] = ["p", "h3"].map((name) => document.createElement(name));
    over.textContent = large.textContent = "Both of these";
    over.style.translate = "0 -2.5em";
    large.style.fontSize = "9rem";
    document.querySelector("main h1").after(over, large);
  });
  assert.ok((await page.evaluate(overlaps)).length > 0);
  assert.ok((await page.evaluate(upsideDown)).length > 0);
  await close();
});

test("forced colours show which line is the current one", async () => {
  const { page, close } = await site.visit(holding(SITE, 'class="toc"')[0].path);
  const session = await page.createCDPSession();
  await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  await page.evaluate(() => scrollBy(0, 1000));
  await page.waitForSelector(".toc a[aria-current]");
  const lines = await page.$$eval(".toc a", (links) => links.map((link) => ({ isCurrent: link.hasAttribute("aria-current"), colour: getComputedStyle(link).borderInlineStartColor })));
  const of = (current) => new Set(lines.filter(({ isCurrent }) => isCurrent === current).map(({ colour }) => colour));
  assert.ok(lines.length > 1 && of(true).size === 1 && of(false).size === 1, JSON.stringify(lines));
  assert.notDeepEqual(of(true), of(false));
  await close();
});
