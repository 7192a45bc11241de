// The built site in a real Chromium: accessible, quiet, strict about its policy, and searchable.
//
//   GUILDHALL_SITE=public node --test   (in this folder)
//
// Looks at one page a template, in both palettes; with GUILDHALL_FULL=1 at every page.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { after, before, describe, test } from "node:test";
import { axe, launch, open, until } from "./chromium.mjs";
import { serve } from "./server.mjs";

const SITE = process.env.GUILDHALL_SITE;
if (!SITE) throw new Error("name the folder of a built site in GUILDHALL_SITE");

/** Every page of the site as path and kind; redirects have no kind. */
function pages() {
  const files = readdirSync(SITE, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile() && file.name.endsWith(".html"));
  return paths
    .map((file) => {
      const path = join(file.parentPath ?? file.path, file.name);
      const kind = /<body class="kind-([a-z-]*)">/.exec(readFileSync(path, "utf8"))?.[1];
      return { path: relative(SITE, path).split(sep).join("/").replace(/index\.html$/, ""), kind };
    })
    .filter((page) => page.kind !== undefined)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** One page of each kind, the heaviest: it has the most that can be wrong. */
function samples(all) {
  const size = ({ path }) => readFileSync(join(SITE, path.endsWith(".html") ? path : `${path}index.html`)).length;
  const best = new Map();
  for (const page of all) {
    const size_ = size(page);
    if (!best.has(page.kind) || best.get(page.kind).size < size_) best.set(page.kind, { ...page, size: size_ });
  }
  return [...best.values()];
}

const all = pages();
const chosen = process.env.GUILDHALL_FULL ? all : samples(all);
const article = chosen.find((page) => page.path.includes("/")) ?? chosen[0];
const titles = JSON.parse(readFileSync(join(SITE, "search/titles.json"), "utf8"));

let chromium;
let server;
before(async () => {
  server = await serve(SITE);
  chromium = await launch();
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});
const visit = (path, options) => open(chromium.browser, server.url + encodeURI(path), options);
const json = (value) => ({ status: 200, contentType: "application/json", body: JSON.stringify(value) });

describe("pages", () => {
  for (const { path, kind } of chosen) {
    for (const dark of [false, true]) {
      test(`${kind} /${path} ${dark ? "dark" : "light"}`, async () => {
        const { page, faults, close } = await visit(path, { dark });
        assert.deepEqual(await axe(page), []);
        assert.deepEqual(faults, []);
        assert.equal(await page.$$eval("h1", (found) => found.length), 1);
        await close();
      });
    }

    test(`${kind} /${path} fits 320 pixels`, async () => {
      const { page, close } = await visit(path, { width: 320, height: 640 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} pixels too wide`);
      assert.deepEqual(await axe(page), []);
      await close();
    });
  }

  test("every link of the chosen pages leads somewhere", async () => {
    const dead = new Set();
    for (const { path } of chosen) {
      const { page, close } = await visit(path);
      const links = await page.$$eval("a[href], link[href]", (found) => found.map((link) => link.href));
      await close();
      for (const link of new Set(links)) {
        if (!link.startsWith(server.url) || link.endsWith("/edit")) continue;
        const response = await fetch(link, { method: "HEAD" });
        if (!response.ok) dead.add(`/${path}: ${link}`);
      }
    }
    assert.deepEqual([...dead], []);
  });

  test("work below a path of the server", async () => {
    const below = await serve(SITE, "/kb/");
    for (const path of ["", article.path]) {
      const { faults, close } = await open(chromium.browser, below.url + encodeURI(path));
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
      folded: [...document.querySelectorAll("main details > :not(summary)")].filter((part) => part.closest(".toc") === null && part.offsetHeight === 0).length,
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

  test("the menu of a phone opens and closes by key", async () => {
    const { page, close } = await visit(article.path, { width: 360 });
    await page.focus(".side summary");
    await page.keyboard.press("Enter");
    await until(page, () => document.querySelector(".side a").offsetHeight > 0);
    await page.keyboard.press("Enter");
    await until(page, () => !document.querySelector(".side details").open);
    await close();
  });

  test("search is a link to the list of all pages", async () => {
    const { page, close } = await visit(article.path, { script: false });
    const links = await page.$$("a[data-search]");
    assert.ok(links.length > 0);
    for (const link of links) {
      const href = await (await link.getProperty("href")).jsonValue();
      assert.equal(href, `${server.url}a-z/`);
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

describe("the search dialog", () => {
  const input = "#gh-search input";
  const isOpen = () => document.getElementById("gh-search").open;
  const isClosed = () => !document.getElementById("gh-search").open;
  const hasHits = () => document.querySelectorAll("#gh-hits [role=option]").length > 0;

  test("opens by key, finds a page by its title, and goes there", async () => {
    const wanted = titles.find((record) => record.a !== "" && /\p{L}{4}/u.test(record.t));
    const { page, faults, close } = await visit("");
    await page.keyboard.press("/");
    await until(page, isOpen);
    await page.type(input, wanted.t.slice(0, 150));
    await until(page, hasHits);
    await page.keyboard.press("ArrowDown");
    const active = await page.$eval(input, (field) => document.getElementById(field.getAttribute("aria-activedescendant")));
    assert.notEqual(active, null);
    const chosenOption = await page.$eval("#gh-hits [aria-selected=true]", (option) => ({ text: option.textContent, href: option.href }));
    assert.ok(chosenOption.text.includes(wanted.t), chosenOption.text);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(page.url(), chosenOption.href);
    assert.deepEqual(faults, []);
    await close();
  });

  test("Escape empties the field, then closes and gives the focus back", async () => {
    const { page, close } = await visit(article.path);
    await page.focus(".search-open");
    await page.keyboard.press("Enter");
    await until(page, isOpen);
    await page.type(input, "a");
    await page.keyboard.press("Escape");
    assert.equal(await page.$eval(input, (field) => field.value), "");
    assert.ok(await page.evaluate(isOpen));
    await page.keyboard.press("Escape");
    await until(page, isClosed);
    assert.equal(await page.evaluate(() => document.activeElement.className), "search-open");
    await page.keyboard.down("Control");
    await page.keyboard.press("k");
    await page.keyboard.up("Control");
    await until(page, isOpen);
    await close();
  });

  test("is accessible with results and without, in both palettes", async () => {
    for (const dark of [false, true]) {
      const { page, close } = await visit(article.path, { dark });
      await page.keyboard.press("/");
      await page.type(input, titles[0].t.slice(0, 3));
      await until(page, () => document.querySelector("#gh-search [role=status]").textContent !== "");
      await page.keyboard.press("ArrowUp");
      assert.deepEqual(await axe(page), []);
      await page.type(input, "qqqqqqqq");
      await until(page, () => !document.querySelector(".search-none").hidden);
      assert.deepEqual(await axe(page), []);
      await close();
    }
  });

  test("shows hostile titles as text and folds accents", async () => {
    const hostile = "<img src=x onerror=alert(1)> Größe";
    const records = [{ a: "x/#a\"b", t: hostile, k: "faq", s: "<script>alert(1)</script>", h: [["<b>Maße</b>", "m"]], q: [], w: [] }];
    const answer = (url) => (url.endsWith("titles.json") ? json(records) : undefined);
    const { page, faults, close } = await visit(article.path, { answer });
    await page.keyboard.press("/");
    await page.type(input, "grosse");
    await until(page, hasHits);
    assert.equal(await page.$eval(".hit-title", (title) => title.textContent), hostile);
    assert.equal(await page.$$eval("#gh-search :is(img, script, b)", (found) => found.length), 0);
    await page.$eval(input, (field) => (field.value = ""));
    await page.type(input, "masse");
    await until(page, () => document.querySelector(".hit-section")?.textContent === "<b>Maße</b>");
    assert.deepEqual(faults, []);
    await close();
  });

  test("says when the list cannot be loaded, and tries again", async () => {
    let broken = true;
    const answer = (url) => {
      if (!url.endsWith("titles.json")) return undefined;
      return broken ? { status: 500, contentType: "text/plain", body: "" } : json([{ a: "x/", t: "Found", k: "page" }]);
    };
    const { page, close } = await visit(article.path, { answer });
    await page.keyboard.press("/");
    await until(page, () => !document.querySelector(".search-failed").hidden);
    assert.deepEqual(await axe(page), []);
    broken = false;
    await page.click("[data-retry]");
    await page.type(input, "found");
    await until(page, hasHits);
    assert.ok(await page.$eval(".search-failed", (part) => part.hidden));
    await close();
  });
});
