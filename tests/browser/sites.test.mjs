// Other sites than the handbook: one whose every text is hostile, and one that is opened from a folder.
//
//   GUILDHALL_HOSTILE   the folder of a site made of tests/sites/hostile/xss
//   GUILDHALL_OFFLINE   the folder of a site with `search.offline: true`
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, describe, test } from "node:test";
import { launchFirefox, open, until } from "./chromium.mjs";
import { folder, served, titlesOf } from "./served.mjs";

const [HOSTILE, OFFLINE] = ["GUILDHALL_HOSTILE", "GUILDHALL_OFFLINE"].map(folder);

const site = served(HOSTILE);
const hasHit = (title) => [...document.querySelectorAll("#gh-hits .hit-title")].some((hit) => hit.textContent === title);
const hasResult = (title) => [...document.querySelectorAll(".result .hit-title")].some((hit) => hit.textContent === title);

describe("a site of hostile texts", () => {
  const records = titlesOf(HOSTILE);
  test("runs nothing when it is searched, shown and opened", async () => {
    assert.ok(records.length > 5);
    for (const { t: title, a: address } of records) {
      // Its words, since marks such as quotes and `-` mean something in a query.
      const words = title.match(/[\p{L}\p{N}]+/gu).join(" ");
      const { page, faults, close } = await open(site.browser, site.url);
      await page.keyboard.press("/");
      await page.type("#gh-search input", words);
      await until(page, hasHit, title);
      await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
      await until(page, hasResult, title);
      const links = await page.$$eval(".result a", (links) => links.map((link) => link.href));
      assert.ok(links.every((link) => link.startsWith(site.url)), links.join("\n"));
      assert.equal(await page.$$eval(":is(main, dialog) :is(img, script, svg:not(.icon), iframe)", (found) => found.length), 0);
      await Promise.all([page.waitForNavigation(), page.$$eval(".result h3 a", (links, title) => links.find((link) => link.textContent === title).click(), title)]);
      assert.equal(page.url().replace(/(index\.html)?(#.*)?$/, ""), site.url + encodeURI(address.split("#")[0]));
      assert.equal(await page.evaluate(() => globalThis.__pwned), undefined);
      // Pictures that are not there are the author's own.
      assert.deepEqual(faults.filter((fault) => !fault.includes("404")), []);
      await close();
    }
  });
});

describe("every page of a site of hostile texts", () => {
  const pages = readdirSync(HOSTILE, { recursive: true }).filter((path) => path.endsWith(".html"));
  const leadsOn = (path) => readFileSync(join(HOSTILE, path), "utf8").includes('http-equiv="refresh"');
  test("runs nothing and asks no other host", async () => {
    // Beside those of authors the lists, the tags, the terms, the calendar and what old addresses lead to.
    for (const made of ["a-z", "tags", "glossary", "communities", "events", "people"]) assert.ok(pages.includes(join(made, "index.html")), made);
    for (const path of pages.filter((path) => !leadsOn(path))) {
      const { page, faults, close } = await open(site.browser, site.url + encodeURI(path));
      assert.equal(await page.evaluate(() => globalThis.__pwned), undefined, path);
      assert.deepEqual(faults.filter((fault) => !fault.includes("404")), [], path);
      await page.$$eval("summary, button[type=button]", (found) => found.forEach((element) => element.click()));
      assert.equal(await page.evaluate(() => globalThis.__pwned), undefined, path);
      await close();
    }
  });
});

describe("a site in a folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "guildhall a b-"));
  cpSync(OFFLINE, folder, { recursive: true });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const at = (path) => pathToFileURL(join(folder, path)).href;
  const wanted = titlesOf(folder).find((record) => !/^$|#/.test(record.a) && /^[\p{L} ]{8,}$/u.test(record.t));

  test("is searched from a copy, page by page, without a server", async () => {
    const { page, faults, close } = await open(site.browser, at("index.html"));
    await page.keyboard.press("/");
    await page.type("#gh-search input", wanted.t);
    await until(page, hasHit, wanted.t);
    assert.ok(await page.$eval(".search-note", (note) => note.hidden), "the full search must run");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.ok(page.url().startsWith(`${at("search/index.html")}?q=`), page.url());
    await until(page, hasResult, wanted.t);
    await page.select("[name=sort]", "title");
    await until(page, () => location.search.endsWith("&sort=title"));
    // By title it may stand on a later page.
    await page.select("[name=sort]", "relevance");
    await until(page, () => !location.search.includes("sort=title"));
    await until(page, hasResult, wanted.t);
    await Promise.all([page.waitForNavigation(), page.$$eval(".result h3 a", (links, title) => links.find((link) => link.textContent === title).click(), wanted.t)]);
    assert.equal(page.url(), at(`${wanted.a}index.html`));
    await until(page, () => CSS.highlights.has("gh-found"));
    await page.$eval(".site", (home) => home.click());
    await until(page, (home) => location.href === home, at("index.html"));
    assert.deepEqual(faults, []);
    await close();
  });

  test("is searched in Firefox too", async (here) => {
    const browser = await launchFirefox();
    if (!browser) return here.skip("no Firefox is installed");
    const page = await browser.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(at("index.html"));
    await page.keyboard.press("/");
    await page.type("#gh-search input", wanted.t);
    await until(page, hasHit, wanted.t);
    assert.ok(await page.$eval(".search-note", (note) => note.hidden), "the full search must run");
    await page.keyboard.press("Enter");
    await until(page, hasResult, wanted.t);
    await page.$$eval(".result h3 a", (links, title) => links.find((link) => link.textContent === title).click(), wanted.t);
    await until(page, (address) => location.href === address, at(`${wanted.a}index.html`));
    assert.deepEqual(faults, []);
    await browser.close();
  });
});
