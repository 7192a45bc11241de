// Pages made for finding in a real Chromium: home, what is new, questions that unfold, terms that say what they mean.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe, until } from "./chromium.mjs";
import { holding } from "./pages.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const { visit } = served(SITE);

const [asking] = holding(SITE, 'class="letters" aria-label="Topics"');
const [explaining] = holding(SITE, 'class="term"');
const [, id, answer] = /<div id="(gh-ask-[^"]+)"><p>([^<&]+)<\/p>/.exec(asking.html);

/** In the page: the ids of the answers that are unfolded. */
const opened = () => [...document.querySelectorAll(".asks details[open] > div")].map((part) => part.id);

describe("home", () => {
  for (const path of ["", "de/"]) {
    for (const [width, dark] of [[1280, false], [1280, true], [320, false]]) {
      test(`/${path} is sound at ${width} pixels, ${dark ? "dark" : "light"}`, async () => {
        const { page, faults, close } = await visit(path, { width, dark });
        assert.deepEqual(await axe(page), []);
        assert.deepEqual(faults, []);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
        await close();
      });
    }
  }

  test("the search comes before all doors, and no door is there twice", async () => {
    const { page, close } = await visit("");
    const links = await page.$$eval("main a", (found) => found.map((link) => (link.matches(".search-field") ? "search" : link.closest(".doors") && link.href)));
    assert.equal(links[0], "search");
    const doors = links.filter((link) => link && link !== "search");
    assert.ok(doors.length > 5);
    assert.deepEqual(doors, [...new Set(doors)]);
    await close();
  });

  test("a laptop shows the search, the doors and the beginnings of what is coming and new", async () => {
    const { page, close } = await visit("", { width: 1366, height: 768 });
    const tops = await page.$$eval(".panels h2", (found) => found.map((heading) => heading.getBoundingClientRect().bottom));
    assert.equal(tops.length, 3);
    assert.ok(Math.max(...tops) < 700, `${tops}`);
    await close();
  });
});

describe("questions in a list", () => {
  test("are sound, folded and unfolded", async () => {
    for (const options of [{ dark: true }, { width: 320 }]) {
      const { page, faults, close } = await visit(asking.path, options);
      assert.deepEqual(await axe(page), []);
      await page.$$eval(".asks details", (found) => found.forEach((details) => (details.open = true)));
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(faults, []);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
      await close();
    }
  });

  test("unfold by key", async () => {
    const { page, close } = await visit(asking.path);
    assert.deepEqual(await page.evaluate(opened), []);
    await page.focus(".asks summary");
    await page.keyboard.press("Enter");
    assert.equal((await page.evaluate(opened)).length, 1);
    await close();
  });

  for (const script of [true, false]) {
    test(`unfold for whoever comes by their address, ${script ? "with" : "without"} scripts`, async () => {
      const { page, close } = await visit(`${asking.path}#${id}`, { script });
      await until(page, (id) => document.querySelector(`.asks details[open] > #${id}`), id);
      assert.deepEqual(await page.evaluate(opened), [id]);
      const top = await page.$eval(".asks details[open] > summary", (summary) => summary.getBoundingClientRect().top);
      assert.ok(top >= 0 && top < 900, `the question itself is in sight: ${top}`);
      await close();
    });
  }

  test("unfold where the browser finds a word in them", async () => {
    const words = encodeURIComponent(answer.split(" ").slice(0, 5).join(" ")).replaceAll("-", "%2D");
    const { page, close } = await visit(`${asking.path}#:~:text=${words}`);
    await until(page, (id) => document.querySelector(`.asks details[open] > #${id}`), id);
    await close();
  });

  test("are open on paper", async () => {
    const { page, close } = await visit(asking.path);
    await page.emulateMediaType("print");
    const hidden = await page.$$eval(".asks details > div > p:first-child", (found) => found.filter((part) => part.offsetHeight === 0).length);
    assert.equal(hidden, 0);
    await close();
  });
});

describe("terms", () => {
  /** In the page: what the boxes say that are shown. */
  const shown = () => [...document.querySelectorAll("[role=tooltip]")].filter((box) => box.offsetHeight > 0).map((box) => box.textContent);

  test("say what they mean to a keyboard, and Esc takes it away", async () => {
    const { page, faults, close } = await visit(explaining.path);
    const says = await page.$eval("a.term", (term) => document.getElementById(term.getAttribute("aria-describedby")).textContent);
    assert.ok(says.length > 5);
    assert.deepEqual(await page.evaluate(shown), []);
    await page.focus("a.term");
    assert.deepEqual(await page.evaluate(shown), [says]);
    assert.deepEqual(await axe(page), []);
    const inside = await page.$eval(`[role=tooltip]:not([hidden])`, (box) => {
      const { left, right, top, bottom } = box.getBoundingClientRect();
      return left >= 0 && right <= document.documentElement.clientWidth && top >= 0 && bottom <= innerHeight;
    });
    assert.ok(inside, "the box is in sight");
    await page.keyboard.press("Escape");
    assert.deepEqual(await page.evaluate(shown), []);
    assert.deepEqual(faults, []);
    await close();
  });

  test("say it to a pointer, which may go on to the box", async () => {
    const { page, close } = await visit(explaining.path);
    await page.hover("a.term");
    await until(page, () => document.querySelector("[role=tooltip]:not([hidden])"));
    await page.hover("[role=tooltip]:not([hidden])");
    await new Promise((done) => setTimeout(done, 400));
    assert.equal((await page.evaluate(shown)).length, 1);
    await page.mouse.move(2, 2);
    await until(page, () => !document.querySelector("[role=tooltip]:not([hidden])"));
    await close();
  });

  test("keep their title and their link without scripts", async () => {
    const { page, close } = await visit(explaining.path, { script: false });
    const [title, href] = await page.$eval("a.term", (term) => [term.title, term.getAttribute("href")]);
    assert.ok(title.length > 5 && href.includes("glossary/#"), `${title} ${href}`);
    await close();
  });
});
