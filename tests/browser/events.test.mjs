// Events, communities and people in a real Chromium: by the reader's own clock and time zone, and lists that are filtered.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { axe, until } from "./chromium.mjs";
import { holding } from "./pages.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const site = served(SITE);
const { visit } = site;

/** The pages whose HTML holds `mark`. */
const paths = (mark) => holding(SITE, mark).map(({ path }) => path);
const page = (name) => paths('<body class="kind-event">').find((path) => path.endsWith(`/${name}/`));

/** Opens `path` with the clock at `now`, in `zone`. */
async function at(path, now, zone = "Europe/Berlin", options = {}) {
  // The clock has to stand before scripts of the page run, the zone as well: both are set on an empty page.
  const opened = await visit("404.html", options);
  await opened.page.emulateTimezone(zone);
  await opened.page.evaluateOnNewDocument((start) => {
    const Real = Date;
    const shift = Real.parse(start) - Real.now();
    globalThis.Date = class extends Real {
      constructor(...given) {
        super(...(given.length > 0 ? given : [Real.now() + shift]));
      }
      static now() {
        return Real.now() + shift;
      }
    };
  }, now);
  await opened.page.goto(new URL(path, site.url).href, { waitUntil: "load" });
  return opened;
}

const words = (page, selector) => page.$$eval(selector, (found) => found.filter((part) => part.checkVisibility()).map((part) => part.textContent.replace(/\u2060/g, "").replace(/\s+/g, " ").trim()));

describe("events by the reader's clock", () => {
  // Two days from 12 to 13 May 2027 in Altenau (Berlin time); sign-up until 16 April.
  const meeting = page("technicians-meeting");

  test("sign-up closes and the event is over, without a new build", async () => {
    for (const [now, signs, closed, over, goes] of [
      ["2027-04-16T21:59:00Z", true, false, false, []],
      ["2027-04-16T22:00:00Z", false, true, false, []],
      ["2027-05-12T08:00:00Z", false, true, false, ["Now"]],
      ["2027-05-13T14:00:00Z", false, false, true, []],
    ]) {
      const { page, faults, close } = await at(meeting, now);
      const found = {
        signs: (await words(page, ".do > a")).length > 0,
        closed: (await words(page, ".shut")).length > 0,
        over: (await words(page, ".event-over")).length > 0,
        goes: await words(page, ".event-when .over"),
      };
      assert.deepEqual(found, { signs, closed, over, goes }, now);
      assert.deepEqual(await axe(page), [], now);
      assert.deepEqual(faults, []);
      await close();
    }
  });

  test("what ends while the page is open looks over then", async () => {
    const { page, close } = await at(meeting, "2027-05-13T13:59:58Z");
    assert.deepEqual(await words(page, ".event-over"), []);
    await until(page, () => document.querySelector(".event-over").checkVisibility());
    await close();
  });

  test("readers elsewhere are told their own time, others are not", async () => {
    for (const [zone, yours] of [
      ["Europe/Berlin", []],
      ["Europe/Oslo", []],
      ["America/New_York", ["03:00–10:00 your time"]],
      ["Pacific/Kiritimati", ["Wednesday, 12 May 2027, 21:00 – Friday, 14 May 2027, 04:00 your time"]],
    ]) {
      const { page, close } = await at(meeting, "2027-01-01T12:00:00Z", zone);
      assert.deepEqual(await words(page, ".event-when .yours"), yours, zone);
      await close();
    }
  });

  test("readers elsewhere are told in lists whose time stands there first", async () => {
    const first = ".events-coming li:has(a[href$='/technicians-meeting/']) .times";
    const said = "Wednesday, 12 May 2027, 09:00 – Thursday, 13 May 2027, 16:00";
    for (const [zone, times] of [
      ["Europe/Berlin", said],
      ["Europe/London", `${said} Berlin time 08:00–15:00 your time`],
    ]) {
      const { page, faults, close } = await at("events/", "2027-01-01T12:00:00Z", zone);
      assert.deepEqual(await words(page, first), [times], zone);
      assert.deepEqual(faults, []);
      await close();
    }
  });

  test("search says the day as the page does", async () => {
    const { page, close } = await visit("search/?q=technicians+meeting+2027");
    await until(page, () => [...document.querySelectorAll(".hit-notes span")].some((part) => part.textContent === "12 May 2027"));
    await close();
  });

  test("on a phone, days of the months say their weekday, and what is cancelled is struck through", async () => {
    const { page, close } = await at("events/", new Date().toISOString(), "Europe/Berlin", { width: 390 });
    const days = await page.$$eval(".month td:has(li)", (found) => found.map((day) => [day.querySelector("time").dateTime, getComputedStyle(day, "::before").content]));
    assert.ok(days.length > 3);
    const weekday = (day) => `"${new Date(`${day}T12:00Z`).toLocaleDateString("en", { weekday: "short" })}"`;
    assert.deepEqual(days, days.map(([day]) => [day, weekday(day)]));
    const struck = await page.$$eval("li.is-off > a", (found) => found.map((link) => getComputedStyle(link).textDecorationLine));
    assert.ok(struck.length > 0 && struck.every((line) => line.includes("line-through")), `${struck}`);
    await close();
  });

  test("the next time of an event that is repeated moves up", async () => {
    const path = page("failure-review");
    const { page: first, close } = await at(path, "2026-01-01T12:00:00Z");
    const times = await words(first, ".event-when .times, .event-next .times");
    const ends = await first.$$eval("[data-over]", (parts) => parts.map((part) => part.dataset.over).filter((over, n, all) => all.indexOf(over) === n));
    await close();
    assert.ok(times.length > 2, `${times}`);
    const { page: later, close: closeLater } = await at(path, ends[0]);
    assert.deepEqual(await words(later, ".event-when .times, .event-next .times"), times.slice(1));
    assert.deepEqual(await words(later, ".event-over"), []);
    await closeLater();
    const { page: last, close: closeLast } = await at(path, "2090-01-01T00:00:00Z");
    assert.deepEqual(await words(last, ".event-when .times, .event-next .times"), times.slice(-1));
    assert.equal((await words(last, ".event-over")).length, 1);
    assert.deepEqual(await axe(last), []);
    await closeLast();
  });

  test("the months mark today, dim what lies behind, and past events in lists look past", async () => {
    const { page: now, close } = await at("events/", new Date().toISOString());
    const days = await now.$$eval(".month time", (found) => found.map((day) => day.dateTime));
    await close();
    const middle = days[Math.floor(days.length / 2)];
    const { page, faults, close: closeIt } = await at("events/", `${middle}T12:00:00Z`);
    const seen = await page.$$eval(".month time", (found) => ({
      today: found.filter((day) => day.getAttribute("aria-current") === "date").map((day) => day.dateTime),
      past: found.filter((day) => day.closest("td").classList.contains("is-past")).map((day) => day.dateTime),
    }));
    assert.deepEqual(seen, { today: [middle], past: days.filter((day) => day < middle) });
    const wrong = await page.$$eval(".events-coming li[data-over]", (found, now) =>
      found.filter((line) => line.classList.contains("is-over") !== (Date.parse(line.dataset.over) <= now)).length, Date.parse(`${middle}T12:00:00Z`));
    assert.equal(wrong, 0);
    assert.ok((await words(page, ".events-coming .is-over .over")).length > 0, "some of them are over by then");
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(faults, []);
    await closeIt();
  });
});

describe("lists that are filtered", () => {
  const shown = (page) => page.$$eval("[data-filtered] > ul > li, [data-filtered] > dl > div", (found) => found.filter((line) => line.checkVisibility()).length);

  for (const path of ["communities/", "people/"]) {
    test(`/${path}: by keyboard, every word counts, Escape brings all back`, async () => {
      const { page, faults, close } = await visit(path);
      const all = await shown(page);
      assert.ok(all >= 5, `${all}`);
      await page.focus("#gh-filter");
      const first = await page.$eval("[data-filtered] a", (link) => link.textContent);
      // As somebody types who does not care for case.
      await page.keyboard.type(first.toUpperCase());
      const some = await shown(page);
      assert.ok(some > 0 && some < all, `${some} of ${all}`);
      const left = await page.$$eval("[data-filtered] > ul > li, [data-filtered] > dl > div", (found) => found.filter((line) => line.checkVisibility()).map((line) => line.textContent.toLowerCase()));
      assert.ok(left.every((text) => first.toLowerCase().split(/\s+/).every((word) => text.includes(word))), `${left}`);
      assert.deepEqual(await words(page, ".filter [role=status]"), [`${some} of ${all}`]);
      assert.deepEqual(await axe(page), []);
      await page.keyboard.type(" qqqq");
      assert.equal(await shown(page), 0);
      assert.equal((await words(page, "[data-filtered] h2")).length, 0, "no heading stands over nothing");
      assert.ok((await words(page, ".filter [role=status]"))[0].length > 5);
      await page.keyboard.press("Escape");
      assert.equal(await shown(page), all);
      assert.equal(await page.evaluate(() => document.activeElement.id), "gh-filter");
      assert.deepEqual(faults, []);
      await close();
    });

    test(`/${path}: without scripts the list is whole and no field promises anything`, async () => {
      const { page, close } = await visit(path, { script: false });
      assert.equal(await page.$eval(".filter", (bar) => bar.offsetHeight), 0);
      assert.ok((await shown(page)) >= 5);
      await close();
    });
  }
});

describe("communities", () => {
  test("the longer lists unfold by key, and on paper all of them are open", async () => {
    for (const path of paths('class="rest"').slice(0, 1)) {
      const { page, close } = await visit(path);
      await page.focus(".rest summary");
      await page.keyboard.press("Enter");
      await until(page, () => document.querySelector(".rest li").checkVisibility());
      await page.keyboard.press("Enter");
      await until(page, () => !document.querySelector(".rest").open);
      await page.emulateMediaType("print");
      assert.equal(await page.$$eval(".rest li", (found) => found.filter((line) => line.offsetHeight === 0).length), 0);
      await close();
    }
  });

  test("what they know is one jump away", async () => {
    const path = paths('class="jump"')[0];
    const { page, close } = await visit(path);
    const links = await page.$$eval(".jump a", (found) => found.map((link) => link.getAttribute("href")));
    assert.ok(links.length > 1);
    assert.deepEqual(links.filter((link) => !link.startsWith("#gh-list-")), []);
    assert.equal(await page.$$eval(".jump a", (found) => found.filter((link) => !document.querySelector(link.hash)).length), 0);
    await close();
  });
});

describe("learning paths", () => {
  const [path] = paths('<body class="kind-path">').filter((one) => one.includes("example-works"));
  const state = (page) =>
    page.evaluate(() => ({
      ticked: document.querySelectorAll(".tick:checked").length,
      said: document.querySelector(".path-progress [role=status]").textContent,
      next: [...document.querySelectorAll(".path-progress a:not([hidden])")].map((link) => link.textContent),
      clear: !document.querySelector(".path-progress button").hidden,
    }));

  test("by keyboard: tick, go on, come back, clear", async () => {
    const { page, faults, close } = await visit(path);
    const total = (await page.$$(".tick")).length;
    assert.deepEqual(await state(page), { ticked: 0, said: `0 of ${total} done`, next: [], clear: false });
    await page.focus(".tick");
    await page.keyboard.press("Space");
    const ticked = await state(page);
    const second = await page.$$eval(".tick", (found) => found[1].getAttribute("aria-label"));
    assert.equal(ticked.said, `1 of ${total} done`);
    assert.ok(ticked.clear && ticked.next[0].startsWith("Go on with: ") && ticked.next[0].includes(second.slice(0, 20)), JSON.stringify(ticked));
    assert.deepEqual(await axe(page), []);
    await page.reload();
    assert.deepEqual(await state(page), ticked);
    await page.focus(".path-progress button");
    await page.keyboard.press("Enter");
    assert.equal((await state(page)).ticked, 0);
    assert.equal(await page.evaluate(() => document.activeElement.className), "tick");
    for (const tick of await page.$$(".tick")) await tick.click();
    const all = await state(page);
    assert.ok(all.ticked === total && all.next.length === 0 && all.said.length > 5, JSON.stringify(all));
    assert.deepEqual(faults, []);
    await close();
  });

  test("two steps that lead to one page are ticked each on its own", async () => {
    const html = readFileSync(join(SITE, path, "index.html"), "utf8");
    const [before, text] = html.split('<div class="prose">');
    const links = [...text.matchAll(/<li>\s*(?:<p>)?\s*<a href="([^"]+)"/g)].map(([whole, to]) => ({ whole, to }));
    assert.ok(links.length > 1, `${links.length}`);
    const first = links[0].to;
    const twice = `${before}<div class="prose">${text.replace(links[1].whole, links[1].whole.replace(links[1].to, first))}`;
    const { page, close } = await visit(path, { answer: (url) => (url.endsWith(path) ? { contentType: "text/html; charset=utf-8", body: twice } : undefined) });
    const same = await page.$$eval(".kind-path .prose > ol > li", (steps, first) => steps.flatMap((step, place) => (step.querySelector("a")?.getAttribute("href") === first ? [place] : [])), first);
    assert.ok(same.length > 1, `${same}`);
    const ticks = await page.$$(".tick");
    await ticks[same[1]].click();
    await page.reload();
    assert.deepEqual(await page.$$eval(".tick", (found) => found.flatMap((tick, place) => (tick.checked ? [place] : []))), [same[1]]);
    await close();
  });

  test("on paper there is a box before each step and nothing of the bar", async () => {
    const { page, close } = await visit(path);
    await (await page.$(".tick")).click();
    await page.emulateMediaType("print");
    assert.equal(await page.$eval(".path-progress", (bar) => bar.offsetHeight), 0);
    const boxes = await page.$$eval(".kind-path .prose > ol > li", (steps) => steps.map((step) => getComputedStyle(step, "::before").content));
    assert.ok(boxes[0].includes("☑") && boxes.slice(1).every((box) => box.includes("☐")), `${boxes}`);
    await close();
  });
});
