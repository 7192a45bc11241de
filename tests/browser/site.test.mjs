// The built site in a real Chromium: links, print, the keyboard, strict about its policy.
//
//   GUILDHALL_SITE=public node --test site.test.mjs   (in this folder; other files want more of what tests/run builds)
//
// Looks at one page a template; with GUILDHALL_FULL=1 at every page.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { open, until } from "./chromium.mjs";
import { pages, samples } from "./pages.mjs";
import { serve } from "./server.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");

const all = pages(SITE);
const chosen = process.env.GUILDHALL_FULL ? all : samples(all);
const article = chosen.find((page) => page.path.includes("/")) ?? chosen[0];

const site = served(SITE);
const { visit } = site;

describe("pages", () => {
  test("every link of the chosen pages leads somewhere", async () => {
    const dead = new Set();
    for (const { path } of chosen) {
      const { page, close } = await visit(path);
      const links = await page.$$eval("a[href], link[href]", (found) => found.map((link) => link.href));
      await close();
      for (const link of new Set(links)) {
        if (!link.startsWith(site.url) || link.endsWith("/edit")) continue;
        const response = await fetch(link, { method: "HEAD" });
        if (!response.ok) dead.add(`/${path}: ${link}`);
      }
    }
    assert.deepEqual([...dead], []);
  });

  test("work below a path of the server", async () => {
    const below = await serve(SITE, "/kb/");
    for (const path of ["", article.path]) {
      const { faults, close } = await open(site.browser, below.url + encodeURI(path));
      assert.deepEqual(faults, []);
      await close();
    }
    await below.stop();
  });

  test("print without chrome, with everything unfolded, in light colours", async () => {
    const { page, close } = await visit(article.path, { dark: true });
    await page.emulateMediaType("print");
    const shown = await page.evaluate(() => ({
      chrome: [...document.querySelectorAll(".top, .side, .actions, .bottom, .toc")].filter((part) => part.offsetHeight > 0).length,
      folded: [...document.querySelectorAll("main details > :not(summary)")].filter((part) => part.closest(".toc, .actions") === null && part.offsetHeight === 0).length,
      scheme: getComputedStyle(document.documentElement).colorScheme,
    }));
    assert.deepEqual(shown, { chrome: 0, folded: 0, scheme: "light" });
    await close();
  });
});

describe("without a mouse, without scripts", () => {
  test("the first Tab reaches the skip link, and it leads to the text", async () => {
    const { page, close } = await visit(article.path);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    await until(page, () => document.activeElement.id === "gh-main");
    await close();
  });

  test("search is a link to the list of all pages", async () => {
    const { page, close } = await visit(article.path, { script: false });
    const links = await page.$$("a[data-search]");
    assert.ok(links.length > 0);
    for (const link of links) {
      const href = await (await link.getProperty("href")).jsonValue();
      assert.equal(href, `${site.url}${article.path.startsWith("de/") ? "de/" : ""}a-z/`);
    }
    await close();
  });

  test("a chosen palette stays, and is there before the page is painted", async () => {
    const { page, close } = await visit(article.path);
    await page.select("[data-palette-choice]", "dark");
    await page.evaluateOnNewDocument(() => {
      requestAnimationFrame(() => {
        globalThis.firstPalette = document.documentElement.dataset.palette;
      });
    });
    await page.reload();
    await until(page, () => globalThis.firstPalette !== undefined);
    assert.equal(await page.evaluate(() => globalThis.firstPalette), "dark");
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
    await close();
  });
});
