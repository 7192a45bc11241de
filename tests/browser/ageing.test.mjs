// Pages as their readers see them long after the build: the clock is turned on, the files are the same.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe, open, until } from "./chromium.mjs";
import { pages as pagesOf } from "./pages.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const site = served(SITE);
const pages = pagesOf(SITE);
const found = (mark) => {
  const page = pages.find(({ html }) => mark.test(html));
  assert.ok(page, `no page of the sample has ${mark}`);
  return page;
};
const due = found(/class="notice overdue" role="note" data-after="/);
const list = found(/<li data-overdue="/);
const lastDay = (page, mark) => mark.exec(page.html)[1];

/** The page at `path` as if it were `hours` after the beginning of `day`, by the clocks of `zone`. */
async function visit(path, day, { zone = "UTC", hours = 12, ...options } = {}) {
  // Runs before the page's own scripts: the clock stands at a time that its address tells.
  const prepare = () => {
    const set = Number(new URL(location.href).searchParams.get("clock"));
    const Real = Date;
    let shift = set - Real.now();
    globalThis.turnClock = (ms) => (shift += ms);
    globalThis.Date = class extends Real {
      constructor(...given) {
        super(...(given.length > 0 ? given : [Real.now() + shift]));
      }
      static now() {
        return Real.now() + shift;
      }
    };
  };
  const clock = Date.parse(`${day}T00:00:00Z`) + hours * 3_600_000;
  const address = new URL(`${path}?clock=${clock}`, site.url).href;
  const visited = await open(site.browser, address, { prepare, ...options });
  if (zone !== "UTC") {
    await visited.page.emulateTimezone(zone);
    await visited.page.reload();
  }
  return visited;
}

const shown = (page, selector) => page.$$eval(selector, (parts) => parts.filter((part) => part.offsetHeight > 0).length);
const next = (day) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

describe("a page whose review becomes due after the build", () => {
  const day = lastDay(due, /class="notice overdue" role="note" data-after="([\d-]+)"/);

  test("says so once that day is over, and has the badge", async () => {
    const { page, faults, close } = await visit(due.path, next(day), { hours: 0 });
    await until(page, () => document.querySelector(".notice.overdue").offsetHeight > 0);
    assert.equal(await shown(page, ".marks .overdue"), 1);
    assert.equal(await shown(page, ".notice.overdue a[href='#gh-actions']"), 1);
    assert.deepEqual(faults, []);
    assert.deepEqual(await axe(page), []);
    await close();
  });

  test("says nothing on that day", async () => {
    const { page, faults, close } = await visit(due.path, day, { hours: 23.9 });
    assert.equal(await shown(page, ".overdue, .expired"), 0);
    assert.deepEqual(faults, []);
    await close();
  });

  test("goes by the reader's calendar, not by that of Greenwich", async () => {
    // Ten in the evening there, and the next day in Auckland; three in the morning there, and the day itself in Lima.
    const east = await visit(due.path, day, { hours: 22, zone: "Pacific/Auckland" });
    await until(east.page, () => document.querySelector(".notice.overdue").offsetHeight > 0);
    await east.close();
    const west = await visit(due.path, next(day), { hours: 3, zone: "America/Lima" });
    assert.equal(await shown(west.page, ".overdue"), 0);
    await west.close();
  });

  test("says so when it is looked at again after days", async () => {
    const { page, close } = await visit(due.path, day);
    assert.equal(await shown(page, ".notice.overdue"), 0);
    await page.evaluate(() => {
      globalThis.turnClock(86_400_000);
      document.dispatchEvent(new Event("visibilitychange"));
    });
    assert.equal(await shown(page, ".notice.overdue"), 1);
    await close();
  });

  test("says nothing without scripts", async () => {
    const { page, close } = await visit(due.path, "2099-01-01", { script: false });
    assert.equal(await shown(page, ".overdue"), 0);
    await close();
  });
});

describe("a list with a page whose review becomes due after the build", () => {
  const day = lastDay(list, /<li data-overdue="([\d-]+)"/);

  test("shows its badge once that day is over, in the words of the page", async () => {
    const { page, faults, close } = await visit(list.path, next(day));
    const line = `li[data-overdue="${day}"]`;
    await until(page, (line) => document.querySelector(`${line} > .aged`), line);
    const words = await page.$eval("script[data-overdue]", (script) => script.dataset.overdue);
    assert.ok(words.length > 3);
    assert.equal(await page.$eval(`${line} > .aged`, (badge) => badge.textContent), words);
    const counts = await page.$$eval(line, (lines) => lines.map((line) => line.querySelectorAll(".aged").length));
    assert.ok(counts.every((count) => count === 1), counts.join());
    assert.deepEqual(faults, []);
    assert.deepEqual(await axe(page), []);
    await close();
  });

  test("shows none before", async () => {
    const { page, close } = await visit(list.path, day);
    assert.equal(await page.$$eval(`li[data-overdue="${day}"] > .aged`, (badges) => badges.length), 0);
    await close();
  });
});

describe("what readers can do", () => {
  const acted = found(/<nav class="actions" id="gh-actions"[\s\S]*<details>/);

  test("is reached by key without scripts, with the page named in every link", async () => {
    const { page, close } = await site.visit(acted.path, { script: false });
    const title = await page.$eval("h1", (heading) => heading.textContent.trim());
    await page.focus(".actions summary");
    await page.keyboard.press("Enter");
    const links = await page.$$eval(".actions a", (links) => links.map((link) => ({ href: link.href, high: link.offsetHeight })));
    assert.ok(links.length >= 5 && links.every((link) => link.high > 20), JSON.stringify(links));
    for (const { href } of links.filter((link) => !link.href.includes("/_edit/"))) {
      const said = new URL(href).searchParams;
      assert.ok((said.get("subject") ?? said.get("title")).includes(title.slice(0, 20)), href);
      assert.ok(href.length <= 4000, href);
    }
    await close();
  });
});
