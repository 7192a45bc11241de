// What stands around the text: header, navigation, drawer, contents, palette. By keyboard, with and without scripts.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe, open, until } from "./chromium.mjs";
import { serve } from "./server.mjs";
import { holding } from "./pages.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const site = served(SITE);
const { visit } = site;
const PHONE = { width: 360, height: 740 };

/** A long page with contents, in a section with a navigation, in a site of several languages. */
const LONG = holding(SITE, "<summary aria-label=").find(({ html }) => (/<nav class="toc".*?<\/nav>/s.exec(html)?.[0].match(/<li>/g)?.length ?? 0) > 6).path;
const focused = (page) => page.evaluate(() => document.activeElement.outerHTML.slice(0, 120));
const isOpen = () => document.querySelector(".side").matches(":popover-open");

describe("the drawer of a phone", () => {
  test("opens, keeps the focus and closes by key, and gives the focus back", async () => {
    const { page, faults, close } = await visit(LONG, PHONE);
    assert.equal(await page.$eval(".side", (side) => side.offsetHeight), 0, "closed at first");
    await page.focus(".menu-open");
    await page.keyboard.press("Enter");
    await until(page, isOpen);
    await until(page, () => document.activeElement.closest(".side-head"));
    // What the page is about cannot be reached for now, so it cannot be asked for either.
    const behind = /^(landmark-one-main|page-has-heading-one):/;
    assert.deepEqual((await axe(page)).filter((finding) => !behind.test(finding)), []);
    const links = await page.$$eval(".side a, .side summary, .side button", (found) => found.length);
    const reached = new Set();
    for (let step = 0; step < links + 3; step += 1) {
      await page.keyboard.press("Tab");
      reached.add(await focused(page));
      assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest(".side")), await focused(page));
    }
    assert.ok(reached.size >= links, `${reached.size} of ${links} reached`);
    await page.keyboard.press("Escape");
    await until(page, () => document.activeElement.matches(".menu-open"));
    assert.equal(await page.evaluate(isOpen), false);
    assert.equal(await page.$$eval("[inert]", (parts) => parts.length), 0);
    assert.deepEqual(faults, []);
    await close();
  });

  test("closes by its button and by a tap beside it", async () => {
    const { page, close } = await visit(LONG, PHONE);
    await page.click(".menu-open");
    await until(page, isOpen);
    await page.click(".side-head button");
    await until(page, () => document.activeElement.matches(".menu-open"));
    await page.click(".menu-open");
    await until(page, isOpen);
    await page.mouse.click(350, 400);
    await until(page, () => !document.querySelector(".side").matches(":popover-open"));
    assert.equal(await page.$$eval("[inert]", (parts) => parts.length), 0);
    await close();
  });

  test("is the navigation beside the text once the window is wide", async () => {
    const { page, close } = await visit(LONG, PHONE);
    await page.click(".menu-open");
    await until(page, isOpen);
    await page.setViewport({ width: 1280, height: 900 });
    await until(page, () => !document.querySelector(".side").matches(":popover-open"));
    assert.ok((await page.$eval(".side", (side) => side.offsetHeight)) > 100);
    assert.equal(await page.$$eval("[inert]", (parts) => parts.length), 0);
    assert.equal(await page.$eval(".menu-open", (button) => button.offsetHeight), 0);
    await close();
  });

  test("opens without scripts", async () => {
    const { page, close } = await visit(LONG, { ...PHONE, script: false });
    await page.click(".menu-open");
    assert.ok(await page.$eval(".side", (side) => side.matches(":popover-open") && side.querySelector("a").offsetHeight > 0));
    await page.keyboard.press("Escape");
    assert.equal(await page.$eval(".side", (side) => side.matches(":popover-open")), false);
    await close();
  });
});

describe("the navigation", () => {
  test("has the page in sight, says where it is, and its groups fold by key", async () => {
    const { page, close } = await visit(LONG);
    const here = await page.$$eval(".side [aria-current=page]", (links) => links.map((link) => ({ href: link.href, top: link.getBoundingClientRect().top })));
    assert.equal(here.length, 1);
    assert.equal(here[0].href, page.url());
    assert.ok(here[0].top > 0 && here[0].top < 900, `${here[0].top}`);
    const group = await page.$(".side summary");
    const name = await group.evaluate((summary) => [summary.ariaLabel, summary.closest("li").querySelector("a").textContent]);
    assert.equal(name[0], name[1]);
    await group.focus();
    await page.keyboard.press("Enter");
    await until(page, () => document.querySelector(".side details ul").checkVisibility() === false);
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press("Enter");
    await until(page, () => document.querySelector(".side details ul").checkVisibility());
    await close();
  });

  test("the switch of languages opens and closes by key, with and without scripts", async () => {
    for (const script of [true, false]) {
      const { page, close } = await visit(LONG, { script });
      const shown = () => page.$eval("#gh-languages", (list) => list.matches(":popover-open"));
      await page.focus(".languages button");
      await page.keyboard.press("Enter");
      assert.equal(await shown(), true);
      if (script) assert.deepEqual(await axe(page), []);
      const box = await page.$eval("#gh-languages", (list) => list.getBoundingClientRect().toJSON());
      assert.ok(box.right <= 1280 && box.top >= 40, JSON.stringify(box));
      await page.keyboard.press("Escape");
      assert.equal(await shown(), false);
      assert.ok(await page.$eval(".languages button", (button) => button === document.activeElement));
      await close();
    }
  });

  test("a place that a link leads to is not behind the header", async () => {
    const { page, close } = await visit(LONG);
    for (const link of await page.$$(".toc a")) {
      await link.evaluate((link) => link.click());
      const [heading, header] = await page.evaluate(() => [document.querySelector(":target").getBoundingClientRect().top, document.querySelector(".top").getBoundingClientRect().bottom]);
      assert.ok(heading >= header, `${heading} below ${header}`);
    }
    await close();
  });
});

describe("the contents of a page", () => {
  const current = () => [...document.querySelectorAll(".toc [aria-current]")].map((link) => link.getAttribute("href"));

  test("follow reading", async () => {
    const { page, faults, close } = await visit(LONG);
    const links = await page.$$eval(".toc a", (links) => links.map((link) => link.getAttribute("href")));
    assert.deepEqual(await page.evaluate(current), [], "above the first heading");
    for (const place of [links[2], links[5], links[1]]) {
      await page.evaluate((id) => scrollTo(0, scrollY + document.getElementById(id).getBoundingClientRect().top - 100), place.slice(1));
      await until(page, (place) => [...document.querySelectorAll(".toc [aria-current]")].map((link) => link.getAttribute("href")).join() === place, place);
    }
    assert.deepEqual(await axe(page), []);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await until(page, (last) => document.querySelector(".toc [aria-current]")?.getAttribute("href") === last, links.at(-1));
    assert.deepEqual(faults, []);
    await close();
  });

  test("show the heading that was asked for, by key", async () => {
    const { page, close } = await visit(LONG);
    const links = await page.$$(".toc a");
    for (const link of [links.at(-1), links.at(-2), links[0]]) {
      await link.focus();
      await page.keyboard.press("Enter");
      const href = await link.evaluate((link) => link.getAttribute("href"));
      await until(page, (href) => [...document.querySelectorAll(".toc [aria-current]")].map((link) => link.getAttribute("href")).join() === href, href);
    }
    await close();
  });

  test("fold on a phone", async () => {
    const { page, close } = await visit(LONG, PHONE);
    assert.equal(await page.$eval(".toc details", (details) => details.open), false);
    await page.focus(".toc summary");
    await page.keyboard.press("Enter");
    await until(page, () => document.querySelector(".toc a").checkVisibility());
    assert.deepEqual(await axe(page), []);
    await close();
  });
});

describe("the palette", () => {
  const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  test("is chosen by key, out of three, and follows the system where it is left to it", async () => {
    const { page, close } = await visit(LONG);
    const light = await ground(page);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    const dark = await ground(page);
    assert.notEqual(light, dark);
    await page.focus("[data-palette-choice]");
    await page.keyboard.press("ArrowDown");
    assert.equal(await ground(page), light, "light, although the system is dark");
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press("ArrowDown");
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
    assert.equal(await ground(page), dark, "dark, although the system is light");
    await page.reload();
    assert.equal(await ground(page), dark, "kept");
    assert.equal(await page.$eval("[data-palette-choice]", (select) => select.value), "dark");
    await page.select("[data-palette-choice]", "auto");
    assert.equal(await ground(page), light);
    await close();
  });

  test("is known before anything is painted, however late its script comes", async () => {
    const slow = await serve(SITE, "/", { late: 150 });
    const { page, close } = await open(site.browser, new URL(LONG, slow.url).href);
    await until(page, () => performance.getEntriesByName("first-paint").length > 0);
    const [painted, known] = await page.evaluate(() => [
      performance.getEntriesByName("first-paint")[0].startTime,
      performance.getEntriesByType("resource").find(({ name }) => /\/theme-\w+\.js$/.test(name)).responseEnd,
    ]);
    assert.ok(painted >= known, `painted at ${painted}, known at ${known}`);
    await close();
    await slow.stop();
  });
});

test("the way to the top shows once the title is out of sight, and leads there", async () => {
  const { page, close } = await visit(LONG);
  const seen = () => getComputedStyle(document.querySelector(".to-top")).visibility === "visible";
  assert.equal(await page.evaluate(seen), false);
  await page.evaluate(() => scrollTo(0, 2000));
  await until(page, seen);
  assert.deepEqual(await axe(page), []);
  await page.focus(".to-top");
  await page.keyboard.press("Enter");
  await until(page, () => scrollY < 20 && document.activeElement.id === "gh-main");
  await close();
});
