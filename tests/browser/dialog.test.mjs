// The search dialog: keys, what is announced, what is shown of any answer, what happens when something fails.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { axe, until } from "./chromium.mjs";
import { answer, hit, openWith } from "./engine.mjs";
import { folder, served, titlesOf } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const titles = titlesOf(SITE);

const site = served(SITE);
const { visit } = site;
const visitWith = (reply, options) => openWith(site.browser, site.url, reply, options);
/** No engine: the worker's script is not to be had. */
const plain = { answer: (url) => (/search-worker-/.test(url) ? { status: 200, contentType: "text/javascript", body: "throw 1" } : undefined) };
const json = (value) => ({ status: 200, contentType: "application/json", body: JSON.stringify(value) });

const input = "#gh-search input";
const isOpen = () => document.getElementById("gh-search").open;
const isClosed = () => !document.getElementById("gh-search").open;
const hasHits = () => document.querySelectorAll("#gh-hits [role=option]").length > 0;
const panel = (page, name) => until(page, (name) => !document.querySelector(`[data-panel=${name}]`).hidden, name);
const status = (page) => page.$eval("#gh-search [role=status]", (part) => part.textContent);
const active = (page) => page.$eval(input, (field) => document.getElementById(field.getAttribute("aria-activedescendant"))?.textContent ?? null);

const RICH = answer({
  total: 128,
  words: ["parental", "leave"],
  corrected: { typed: "parentl leave", used: "parental leave" },
  hits: [
    hit({ title: "How long is parental leave?", marks: [[12, 20], [21, 26]], kind: "faq", trail: ["People", "Leave"], answer: "Twelve weeks.", date: "2026-03-14", recommended: true, address: "a b/", anchor: "how long?", sections: [{ title: "Who", anchor: "who" }, { title: "When", anchor: "when" }] }),
    hit({ title: "Leave", excerpt: { text: "of parental kind", marks: [[3, 11]] }, status: "archived", lacks: ["leave"], address: "b/" }),
  ],
});

describe("the dialog", () => {
  test("opens by key, finds a page by its title, and goes there", async () => {
    const wanted = titles.find((record) => record.a !== "" && /^[\p{L} ]{8,}$/u.test(record.t));
    const { page, faults, close } = await visit("");
    await page.keyboard.press("/");
    await until(page, isOpen);
    await page.type(input, wanted.t);
    await until(page, (title) => [...document.querySelectorAll(".hit-title")].some((hit) => hit.textContent === title), wanted.t);
    await page.keyboard.press("ArrowDown");
    // Asked at one moment: the excerpts may come between two questions and put other words under the title.
    const chosen = await page.$eval(input, (field) => {
      const option = document.querySelector("#gh-hits [aria-selected=true]");
      return { text: option.textContent, href: option.href, isActive: field.getAttribute("aria-activedescendant") === option.id };
    });
    assert.ok(chosen.isActive);
    assert.ok(chosen.text.includes(wanted.t), chosen.text);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(page.url(), chosen.href);
    assert.deepEqual(faults, []);
    await close();
  });

  test("Escape empties the field, then closes and gives the focus back", async () => {
    const { page, close } = await visit("");
    await page.focus(".search-open");
    await page.keyboard.press("Enter");
    await until(page, isOpen);
    await page.type(input, "a");
    await page.keyboard.press("Escape");
    assert.equal(await page.$eval(input, (field) => field.value), "");
    assert.ok(await page.evaluate(isOpen));
    await page.keyboard.press("Escape");
    await until(page, isClosed);
    assert.ok(await page.evaluate(() => document.activeElement.matches(".search-open")));
    await page.keyboard.down("Control");
    await page.keyboard.press("k");
    await page.keyboard.up("Control");
    await until(page, isOpen);
    await close();
  });

  test("keys walk through hits and sections and around", async () => {
    const { page, faults, close } = await visitWith(RICH);
    await page.keyboard.press("/");
    await page.type(input, "parentl leave");
    await until(page, hasHits);
    const texts = await page.$$eval("#gh-hits [role=option]", (options) => options.map((option) => option.textContent));
    assert.equal(texts.length, 4);
    for (const text of [...texts, texts[0]]) {
      await page.keyboard.press("ArrowDown");
      assert.equal(await active(page), text);
    }
    await page.keyboard.press("ArrowUp");
    assert.equal(await active(page), texts[3]);
    await page.keyboard.type("s");
    assert.equal(await active(page), null);
    assert.equal(await page.$$eval("#gh-hits [role=group]", (groups) => groups.length), 2);
    assert.deepEqual(faults, []);
    await close();
  });

  test("Enter with nothing chosen opens the page of results, Control+Enter a new tab", async () => {
    const { page, close } = await visitWith(RICH);
    await page.keyboard.press("/");
    await page.type(input, "two  words & more");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(new URL(page.url()).searchParams.get("q"), "two words & more");
    assert.ok(page.url().startsWith(`${site.url}search/?`));
    await page.keyboard.press("Escape");
    await page.$eval(".search-open", (opener) => opener.click());
    await page.type(input, "parentl leave");
    await until(page, () => document.querySelector("#gh-hits .hit-title"));
    await page.keyboard.press("ArrowDown");
    const target = page.browserContext().waitForTarget((target) => target.url().includes("#how%20long%3F"), { timeout: 20_000 });
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    assert.equal((await target).url(), `${site.url}a%20b/#how%20long%3F`);
    assert.ok(await page.evaluate(isOpen));
    await close();
  });

  test("shows all of an answer, and says the outcome when typing has paused", async () => {
    const { page, faults, close } = await visitWith(RICH);
    await page.keyboard.press("/");
    await page.type(input, "parentl leave");
    await until(page, () => document.querySelector("#gh-search [role=status]").textContent !== "");
    assert.equal(await status(page), "128 results for “parentl leave”");
    const [first, , , second] = await page.$$eval("#gh-hits [role=option]", (options) => options.map((option) => option.textContent));
    for (const text of ["People / Leave", "Recommended", "FAQ", "Twelve weeks.", "2026"]) assert.ok(first.includes(text), text);
    for (const text of ["of parental kind", "Archived", "Lacks: leave"]) assert.ok(second.includes(text), text);
    assert.deepEqual(await page.$$eval("#gh-hits mark", (marks) => marks.map((mark) => mark.textContent)), ["parental", "leave", "parental"]);
    assert.equal(await page.$eval(".search-note", (note) => note.textContent), "Showing results for parental leave. Search instead for parentl leave");
    assert.equal(await page.$eval(".search-all", (link) => link.textContent), "Show all: 128 results");
    assert.deepEqual(faults, []);
    await close();
  });

  test("asks once for the letters typed, as they are with a settled query, verbatim when told so", async () => {
    const { page, close } = await visitWith(`(request) => ({
      total: 1, words: [], facets: [], corrected: request.verbatim ? null : { typed: request.query, used: "other" },
      hits: [{ title: JSON.stringify(request), address: "", anchor: "", kind: "page", trail: [], lacks: [], sections: [],
        excerpt: request.excerpts ? { text: "of " + JSON.stringify(request), marks: [] } : null }],
    })`);
    await page.keyboard.press("/");
    await page.type(input, " Ab  cd ", { delay: 20 });
    const asked = () => page.$eval(".hit-title", (title) => JSON.parse(title.textContent));
    await until(page, () => document.querySelector(".hit-text")?.textContent.includes('"excerpts":true'));
    const { query, typing, offset, limit, verbatim } = await asked();
    assert.deepEqual({ query, typing, offset, limit, verbatim }, { query: "Ab cd", typing: true, offset: 0, limit: 8, verbatim: false });
    await page.click(".search-note button");
    await until(page, () => document.querySelector(".hit-title")?.textContent.includes('"verbatim":true'));
    assert.ok(await page.$eval(".search-note", (note) => note.hidden));
    assert.equal(await page.evaluate(() => document.activeElement.id), "gh-q");
    await close();
  });

  test("grey lines never take the place of hits", async () => {
    const late = answer({ hits: [hit({ title: "Late" })] });
    const { page, close } = await visitWith(`async ({ query }) => {
      await new Promise((resume) => setTimeout(resume, Number(query)));
      return ${JSON.stringify(late)};
    }`);
    await page.keyboard.press("/");
    // They appear 200 milliseconds after the asking, whenever the answer comes.
    for (let delay = 150; delay <= 220; delay += 5) {
      await page.type(input, String(delay));
      await until(page, hasHits);
      await page.evaluate(() => new Promise((resume) => setTimeout(resume, 150)));
      assert.ok(await page.evaluate(hasHits), `${delay}`);
      await page.keyboard.press("Escape");
    }
    await close();
  });

  test("drops answers that come too late", async () => {
    const { page, close } = await visitWith(`async ({ query }) => {
      if (query === "slow") await new Promise((resume) => setTimeout(resume, 700));
      return { total: 1, words: [], facets: [], hits: [{ title: query, address: "", anchor: "", kind: "page", trail: [], lacks: [], sections: [] }] };
    }`);
    await page.keyboard.press("/");
    await page.type(input, "slow");
    await panel(page, "wait");
    await page.$eval(input, (field) => (field.value = "quick"));
    await page.keyboard.type("er");
    await until(page, () => document.querySelector(".hit-title")?.textContent === "quicker");
    await new Promise((resume) => setTimeout(resume, 900));
    assert.equal(await page.$eval(".hit-title", (title) => title.textContent), "quicker");
    await close();
  });

  test("remembers searches, offers them, and forgets them", async () => {
    const { page, close } = await visitWith(RICH);
    await page.evaluate(() => localStorage.setItem("guildhall:recent", '["parentl leave", 7, "<b>x</b>"]'));
    await page.keyboard.press("/");
    await until(page, hasHits);
    assert.deepEqual(await page.$$eval(".hit-recent", (options) => options.map((option) => option.textContent)), ["parentl leave", "<b>x</b>"]);
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await until(page, () => document.querySelectorAll(".hit-title").length === 2);
    await page.keyboard.press("Escape");
    await page.click("[data-clear]");
    assert.equal(await page.evaluate(hasHits), false);
    assert.equal(await page.evaluate(() => localStorage.getItem("guildhall:recent")), null);
    await close();
  });

  test("is accessible with results and without, in both palettes, at 320 pixels", async () => {
    for (const options of [{}, { dark: true }, { width: 320, height: 640 }]) {
      const { page, faults, close } = await visitWith(`({ query }) => (query.includes("qq") ? ${JSON.stringify(answer({}))} : ${JSON.stringify(RICH)})`, options);
      await page.keyboard.press("/");
      assert.deepEqual(await axe(page), []);
      await page.type(input, "leave");
      await until(page, hasHits);
      await page.keyboard.press("ArrowDown");
      assert.deepEqual(await axe(page), []);
      await page.keyboard.press("ArrowDown");
      assert.deepEqual(await axe(page), []);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} pixels too wide`);
      await page.type(input, "qq");
      await panel(page, "none");
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(await page.$eval(".search-all", ({ offsetHeight, textContent, href }) => [offsetHeight > 0, textContent, href]), [
        ...[true, "Or ask somebody", `${site.url}search/?q=leaveqq`],
      ]);
      assert.deepEqual(faults, []);
      await close();
    }
  });

  test("reports what was searched and opened, and to nobody else", async () => {
    const { page, faults, close } = await visitWith(RICH);
    await page.evaluate(() => {
      globalThis.told = [];
      for (const name of ["search", "click", "zero"]) document.addEventListener(`guildhall:${name}`, ({ detail }) => told.push([name, detail]));
      document.addEventListener("click", (event) => event.preventDefault());
    });
    await page.keyboard.press("/");
    await page.type(input, "leave");
    await until(page, () => globalThis.told.length > 0);
    await page.click("#gh-hits [role=option]");
    const told = await page.evaluate(() => globalThis.told);
    assert.deepEqual(told.map(([name]) => name), ["search", "click"]);
    assert.deepEqual({ ...told[0][1], ms: 0 }, { query: "leave", total: 128, corrected: "parental leave", ms: 0 });
    assert.deepEqual(told[1][1], { query: "leave", rank: 1, address: `${site.url}a%20b/#how%20long%3F` });
    assert.deepEqual(faults, []);
    await close();
  });

  test("sends what was searched to the beacon without numbers and mail addresses", async () => {
    const answer = (url) => (url.endsWith("/stats") ? { status: 204 } : undefined);
    const { page, faults, close } = await visitWith(RICH, { answer });
    await page.$eval("#gh-search", (dialog) => (dialog.dataset.beacon = "/stats"));
    await page.addScriptTag({ url: `${site.url}assets/${readdirSync(join(SITE, "assets")).find((name) => name.startsWith("search-beacon-"))}` });
    await page.keyboard.press("/");
    const sent = page.waitForRequest((request) => request.url().endsWith("/stats"), { timeout: 20_000 });
    await page.type(input, "pay of jo@example.org 4711-12 soon");
    assert.deepEqual(JSON.parse((await sent).postData()), { event: "search", query: "pay of - soon", total: 128 });
    assert.deepEqual(faults, []);
    await close();
  });
});

describe("when things go wrong", () => {
  test("a file that cannot be had is asked for twice, then said plainly, and tried again", async () => {
    let reads = 0;
    let broken = true;
    const files = (url) => {
      if (!url.endsWith("/words/0.bin")) return undefined;
      reads += 1;
      return broken ? { status: 404, body: "" } : { status: 200, contentType: "application/octet-stream", body: "x" };
    };
    const reply = `() => (globalThis.given ? ${JSON.stringify(RICH)} : { need: ["words/0.bin"] })`;
    // The worker of this test takes any file that it is given for the right one.
    const worker = { search: 'task === "ask"', replace: '(task === "provide" && values[1] && (globalThis.given = true), task === "ask")' };
    const { page, close } = await visitWith(reply, { answer: files, worker });
    await page.keyboard.press("/");
    await page.type(input, "leave");
    await panel(page, "failed");
    assert.equal(reads, 2);
    assert.deepEqual(await axe(page), []);
    broken = false;
    await page.click("[data-retry]");
    await until(page, hasHits);
    assert.ok(await page.$eval("[data-panel=failed]", (part) => part.hidden));
    await close();
  });

  test("an engine that keeps asking is stopped", async () => {
    const { page, close } = await visitWith('() => ({ need: [] })');
    await page.keyboard.press("/");
    await page.type(input, "leave");
    await panel(page, "failed");
    await close();
  });

  test("without the engine titles, questions and headings are searched, accents folded", async () => {
    const hostile = "<img src=x onerror=alert(1)> Größe";
    const records = [{ a: "x/#a\"b", t: hostile, k: "faq", s: "<script>alert(1)</script>", h: [["<b>Maße</b>", "m"]], q: [], w: [] }];
    const answer = (url) => (url.endsWith("titles.json") ? json(records) : plain.answer(url));
    const { page, close } = await visit("", { answer });
    await page.keyboard.press("/");
    await page.type(input, "grosse");
    await until(page, hasHits);
    assert.equal(await page.$eval(".hit-title", (title) => title.textContent), hostile);
    assert.equal(await page.$eval(".hit-title mark", (mark) => mark.textContent), "Größe");
    assert.equal(await page.$$eval("#gh-search :is(img, script, b)", (found) => found.length), 0);
    await page.$eval(input, (field) => (field.value = ""));
    await page.type(input, "masse");
    await until(page, () => document.querySelector(".hit-section")?.textContent === "<b>Maße</b>");
    assert.ok((await page.$eval(".search-note", (note) => note.textContent)).startsWith("Only titles"));
    await close();
  });

  test("the failure of everything is said, and tried again", async () => {
    let broken = true;
    const answer = (url) => {
      if (url.endsWith("titles.json")) return broken ? { status: 500, contentType: "text/plain", body: "" } : json([{ a: "x/", t: "Found", k: "page" }]);
      return plain.answer(url);
    };
    const { page, close } = await visit("", { answer });
    await page.keyboard.press("/");
    await page.type(input, "found");
    await panel(page, "failed");
    broken = false;
    await page.click("[data-retry]");
    await until(page, hasHits);
    await close();
  });
});
