// The page of results, whose whole state is its address, and the page that a hit leads to.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe, until } from "./chromium.mjs";
import { answer, hit, openWith } from "./engine.mjs";
import { folder, served, titlesOf } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const titles = titlesOf(SITE);

const site = served(SITE);
const { visit } = site;
const visitWith = (path, reply, options) => openWith(site.browser, site.url + path, reply, options);
const hasResults = () => document.querySelectorAll(".result").length > 0;
const texts = (page, selector) => page.$$eval(selector, (found) => found.map((part) => part.textContent));
const query = (page) => new URL(page.url()).search;

const values = (count, name) => Array.from({ length: count }, (_, index) => ({ value: `${name}${index}`, label: `${name} ${index}`, count: 40 - 2 * index }));
const RICH = answer({
  total: 128,
  words: ["leave"],
  corrected: { typed: "leav", used: "leave" },
  hits: [
    hit({ title: "How long is leave?", marks: [[12, 17]], kind: "faq", trail: ["People"], answer: "Twelve weeks.", date: "2026-03-14", recommended: true, address: "a/", sections: [{ title: "Who", anchor: "who" }] }),
    hit({ title: "Leave", excerpt: { text: "of this kind", marks: [[3, 7]] }, status: "archived", lacks: ["leave"], address: "b/" }),
  ],
  facets: [
    { key: "kind", values: [{ value: "page", label: "page", count: 80 }, { value: "faq", label: "faq", count: 30 }, { value: "event", label: "event", count: 0 }] },
    { key: "tag", values: values(14, "tag") },
    { key: "lang", values: [{ value: "en", label: "en", count: 100 }, { value: "de", label: "de", count: 28 }] },
    { key: "applies_to.job_role", values: values(2, "role") },
  ],
});
/** Answers with the question as the title of its only hit. */
const ECHO = `(request) => ({ ...${JSON.stringify(RICH)}, corrected: null, hits: [{ ...${JSON.stringify(hit({}))}, title: JSON.stringify(request), excerpt: request.excerpts ? { text: "found", marks: [] } : null }] })`;
const asked = (page) => page.$eval(".hit-title", (title) => JSON.parse(title.textContent));

describe("the page of results", () => {
  test("asks what its address says", async () => {
    const { page, faults, close } = await visitWith("search/?q=+two++words+&kind=faq&kind=page&applies_to.role=x&lang=de&evil=1&sort=date&page=3", ECHO);
    await until(page, () => document.querySelector(".hit-text")?.textContent === "found");
    assert.deepEqual(await asked(page), {
      query: "two words", sort: "date", verbatim: false, typing: false, facets: true, offset: 20, limit: 10,
      filters: [["kind", ["faq", "page"]], ["applies_to.role", ["x"]], ["lang", ["de"]]],
    });
    assert.ok((await page.title()).startsWith("two words – Search"));
    assert.equal(await page.$eval("[name=q]", (field) => field.value), "two words");
    assert.equal(await page.$eval("[name=sort]", (select) => select.value), "date");
    assert.deepEqual(faults, []);
    await close();
  });

  test("every change is an address, and Back undoes it", async () => {
    const { page, faults, close } = await visitWith("search/?q=leave", ECHO);
    await until(page, hasResults);
    const becomes = (search) => until(page, (search) => location.search === search && document.querySelector(".hit-title"), search);
    await page.click(".facet-list input[value=faq]");
    await becomes("?q=leave&kind=faq");
    assert.equal(await page.evaluate(() => document.activeElement.value), "faq");
    await page.click(".steps a[rel=next]");
    await becomes("?q=leave&kind=faq&page=2");
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("results-count")));
    await until(page, () => document.querySelector(".hit-title").textContent.includes('"offset":10'));
    await page.select("[name=sort]", "title");
    await becomes("?q=leave&kind=faq&sort=title");
    await page.click(".chip");
    await becomes("?q=leave&sort=title");
    await page.goBack();
    await becomes("?q=leave&kind=faq&sort=title");
    await until(page, () => document.querySelector(".facet-list input[value=faq]").checked);
    await page.goBack();
    await page.goBack();
    await page.goBack();
    await becomes("?q=leave");
    await until(page, () => !document.querySelector(".facet-list input[value=faq]").checked && document.querySelector(".chips").hidden);
    await page.$eval("[name=q]", (field) => (field.value = ""));
    await page.type("[name=q]", "other & more");
    await page.keyboard.press("Enter");
    await becomes("?q=other+%26+more");
    await until(page, () => document.title.startsWith("other & more – "));
    assert.deepEqual(faults, []);
    await close();
  });

  test("shows facets with honest counts and real pages", async () => {
    const { page, close } = await visitWith("search/?q=leav&page=5&tag=gone", RICH);
    await until(page, hasResults);
    assert.deepEqual(await texts(page, ".facet-list legend"), ["Kind", "Tag", "Language", "job role"]);
    assert.deepEqual(await texts(page, ".facet-list fieldset:first-child label"), ["Page80", "FAQ30", "Event0"]);
    assert.ok(await page.$eval("input[value=event]", (box) => box.disabled));
    assert.ok(await page.$eval("input[value=gone]", (box) => box.checked && !box.disabled));
    assert.equal(await page.$eval("[aria-current=page]", (step) => step.textContent), "5");
    assert.deepEqual(await texts(page, ".steps li"), ["Previous", "1", "…", "3", "4", "5", "6", "7", "…", "13", "Next"]);
    assert.equal(await page.$eval(".results-note a", (link) => new URL(link.href).search), "?q=leav&tag=gone&verbatim=1");
    const [first] = await texts(page, ".result");
    for (const text of ["People", "Recommended", "FAQ", "Twelve weeks.", "Who", `${site.url}a/`]) assert.ok(first.includes(text), text);
    await close();
  });

  test("is accessible in both palettes, at 320 pixels, with nothing found, and when it failed", async () => {
    for (const options of [{}, { dark: true }, { width: 320, height: 640 }]) {
      const { page, faults, close } = await visitWith("search/?q=leave&kind=faq&tag=tag1", RICH, options);
      await until(page, hasResults);
      if (options.width) await page.click(".facets summary");
      assert.deepEqual(await axe(page), []);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} pixels too wide`);
      assert.deepEqual(faults, []);
      await close();
    }
    // The plain search alone finds more with fewer words.
    for (const [plain, fewer] of [[false, []], [true, ["such thing", "no thing", "no such"]]]) {
      const { page, close } = await visitWith("search/?q=no+such+thing&kind=faq", answer({ plain }));
      await until(page, () => !document.querySelector(".results-none").hidden);
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(await texts(page, ".fewer a"), fewer);
      await close();
    }
    const empty = await visitWith("search/", RICH);
    await empty.page.evaluate(() => localStorage.setItem("guildhall:recent", '["lost badge"]'));
    await empty.page.reload();
    await until(empty.page, () => document.querySelector(".finder-recent").offsetHeight > 0);
    assert.deepEqual(await texts(empty.page, ".finder-recent a"), ["lost badge"]);
    assert.deepEqual(await axe(empty.page), []);
    await empty.page.click(".finder-recent a");
    await until(empty.page, hasResults);
    assert.equal(await empty.page.$eval(".finder-start", (part) => part.offsetHeight), 0);
    await empty.close();
    const failed = await visitWith("search/?q=x", "() => ({})");
    await until(failed.page, () => !document.querySelector(".results-failed").hidden);
    assert.deepEqual(await axe(failed.page), []);
    await failed.close();
  });

  test("prints the question, the day and whole addresses, and no controls", async () => {
    const { page, close } = await visitWith("search/?q=leave&kind=faq", RICH, { dark: true });
    await until(page, hasResults);
    await page.emulateMediaType("print");
    const shown = await page.evaluate(() => {
      const isShown = (selector) => [...document.querySelectorAll(selector)].some((part) => part.offsetHeight > 0);
      return [".results-count", ".result .on-paper", ".results-date", ".chip", ".facets", ".steps", ".finder-form", ".sorting", ".top"].filter(isShown);
    });
    assert.deepEqual(shown, [".results-count", ".result .on-paper", ".results-date", ".chip"]);
    await close();
  });

  test("without scripts it leads to the list of all pages", async () => {
    const { page, close } = await visit("search/?q=leave", { script: false });
    assert.equal(await page.$eval(".script-less a", (link) => link.href), `${site.url}a-z/`);
    assert.equal(await page.$eval(".results-frame", (frame) => frame.offsetHeight), 0);
    await close();
  });

  test("finds a page of the site and marks the words there until Escape", async () => {
    const wanted = titles.find((record) => record.a !== "" && !record.a.includes("#") && /^\p{L}{5,}/u.test(record.t));
    const word = wanted.t.match(/^\p{L}+/u)[0];
    const { page, faults, close } = await visit(`search/?q=${encodeURIComponent(wanted.t)}`);
    await until(page, hasResults);
    await Promise.all([page.waitForNavigation(), page.$$eval(".result h3 a", (links, title) => links.find((link) => link.textContent === title).click(), wanted.t)]);
    await until(page, () => CSS.highlights.has("gh-found"));
    const marked = await page.evaluate(() => [...CSS.highlights.get("gh-found")].map(String));
    assert.ok(marked.includes(word), marked.join());
    assert.deepEqual(await axe(page), []);
    await page.click(".found button:nth-of-type(2)");
    assert.match(await page.$eval(".found", (bar) => bar.textContent), /^1 of \d+/);
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => CSS.highlights.size + document.querySelectorAll(".found").length), 0);
    await page.reload();
    assert.equal(await page.evaluate(() => CSS.highlights.size), 0);
    assert.deepEqual(faults, []);
    await close();
  });

  test("words to mark may come with the address", async () => {
    const { page, close } = await visit(`${titles.find((record) => record.a !== "").a.split("#")[0]}?highlight=the+%3Cb%3E`);
    await until(page, () => CSS.highlights.has("gh-found"));
    assert.ok((await page.evaluate(() => [...CSS.highlights.get("gh-found")].map((range) => String(range).toLowerCase()))).every((word) => word === "the"));
    await close();
  });
});

describe("hostile words", () => {
  const XSS = ["<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "\"><svg onload=alert(1)>", "javascript:alert(1)", "{query}", "$&", "\u202e\u0000"];
  for (const text of XSS) {
    test(`stay words: ${JSON.stringify(text)}`, async () => {
      const evil = hit({
        title: text, marks: [[0, 3], [2, 1], [-5, 2], [4, 9999]], kind: text, trail: [text], summary: text, status: text, date: text, address: text, anchor: text, lacks: [text],
        excerpt: { text, marks: [[0, 1]] }, sections: [{ title: text, anchor: text }],
      });
      const reply = answer({ hits: [evil], words: [text], corrected: { typed: text, used: text }, facets: [{ key: text, values: [{ value: text, label: text, count: 1 }] }] });
      const { page, faults, close } = await visitWith(`search/?q=${encodeURIComponent(text)}&tag=${encodeURIComponent(text)}`, reply);
      page.on("dialog", (dialog) => {
        faults.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
      });
      const foreign = () => page.$$eval(":is(main, dialog) :is(img, script, svg:not(.icon), iframe), a[href^='javascript:']", (found) => found.map((part) => part.outerHTML));
      await until(page, hasResults);
      assert.equal(await page.$eval(".hit-title", (title) => title.textContent), text);
      assert.deepEqual(await foreign(), []);
      await page.$eval(".search-open", (opener) => opener.click());
      await page.$eval("#gh-search input", (field, text) => {
        field.value = text;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }, text);
      await until(page, () => document.querySelector("#gh-hits .hit-title"));
      assert.deepEqual(await foreign(), []);
      const address = await page.$eval(".result h3 a", (link) => link.href);
      assert.ok(address.startsWith(site.url), address);
      assert.deepEqual(faults, []);
      await close();
    });
  }
});
