// Paper: job aids of each form as Chromium prints them, on A4 and on Letter.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { holding } from "./pages.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const site = served(SITE);
const { visit } = site;

/** What says in a page's HTML that it holds something of a form. */
const MARKS = { steps: 'class="step-table"', checklist: 'class="checklist"', decision: 'class="decision"' };
const aids = holding(SITE, '<body class="kind-job-aid">')
  .map(({ path, html }) => ({ path, form: Object.keys(MARKS).find((form) => html.includes(MARKS[form])) ?? "reference" }));

/** The longest procedures of the sample take two sheets; nothing else does. */
const SHEETS = { steps: 2, checklist: 1, decision: 1, reference: 1 };

/** In the page: notes what stands there once everything that happens before printing has happened. */
function watch() {
  addEventListener("beforeprint", () => {
    const fact = (form) => document.querySelector(`[data-paper${form}"address"]`);
    globalThis.printed = {
      folded: document.querySelectorAll("main details:not([open])").length,
      address: fact("=")?.textContent,
      day: [...document.querySelectorAll('[data-paper]:not([data-paper="address"])')].map((part) => (part.hidden ? "hidden" : part.textContent))[0],
    };
  });
}

describe("paper", () => {
  test("the sample has job aids of each form", () => {
    assert.deepEqual([...new Set(aids.map(({ form }) => form))].sort(), ["checklist", "decision", "reference", "steps"]);
  });

  for (const { path, form } of aids) {
    test(`/${path} (${form})`, async () => {
      const { page, faults, close } = await visit(path);
      await page.evaluate(watch);
      for (const format of ["A4", "Letter"]) {
        const pdf = Buffer.from(await page.pdf({ format })).toString("latin1");
        const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
        assert.ok(sheets >= 1 && sheets <= SHEETS[form], `${sheets} sheets of ${format}`);
      }
      const printed = await page.evaluate(() => globalThis.printed);
      assert.equal(printed.folded, 0);
      assert.ok(printed.address.endsWith(`${site.url}${path}`), printed.address);
      assert.match(printed.day, /\d{1,2}.* 20\d\d$/);
      assert.equal(await page.$$eval("main details[open]:not(.toc details)", (open) => open.length), 0, "folded again");
      assert.deepEqual(faults, []);
      await close();
    });

    test(`/${path}: what helps on a screen is not printed, owner and address are`, async () => {
      const { page, close } = await visit(path);
      await page.emulateMediaType("print");
      const shown = await page.evaluate(() => {
        const seen = (selector) => [...document.querySelectorAll(selector)].filter((part) => part.offsetHeight > 0).length;
        return {
          screen: seen(".guide, .tick-bar, .in-words, .related, .backlinks, .actions, .facts > .source, .facts > .tags"),
          facts: seen(".facts > div") > 0 || document.querySelector(".facts > div:not(.on-paper, .source, .tags, .communities)") === null,
          heads: [...document.querySelectorAll("main thead")].every((head) => getComputedStyle(head).display === "table-header-group"),
        };
      });
      assert.deepEqual(shown, { screen: 0, facts: true, heads: true });
      await close();
    });
  }

  // A browser shows no sheets, but it breaks columns by the rules of sheets: whatever is split has two boxes.
  const split = (page, rule) =>
    page.evaluate((rule) => {
      const article = document.querySelector("article");
      const rows = [...article.querySelectorAll("tbody tr, .checklist > li, .job-card")];
      const found = new Set();
      const breakInside = (value) => rows.forEach((row) => row.style.setProperty("break-inside", value));
      breakInside(rule);
      if (rule) for (const line of ["orphans", "widows"]) rows.forEach((row) => row.style.setProperty(line, "1"));
      article.style.setProperty("columns", "2");
      article.style.setProperty("column-fill", "auto");
      for (let height = 260; height < 700; height += 9) {
        article.style.setProperty("height", `${height}px`, "important");
        for (const row of rows) {
          const boxes = row.matches("tr") ? [...row.cells] : [row];
          if (boxes.some((box) => box.getClientRects().length > 1)) found.add(row.textContent.trim().slice(0, 40));
        }
      }
      return [...found];
    }, rule);

  test("no row goes over two sheets, and without the rule many would", async () => {
    let would = 0;
    for (const { path } of aids) {
      const { page, close } = await visit(path, { width: 1400 });
      await page.emulateMediaType("print");
      assert.deepEqual(await split(page, ""), [], path);
      if ((await split(page, "auto")).length > 0) would += 1;
      await close();
    }
    assert.ok(would > aids.length / 2, `${would} of ${aids.length} pages`);
  });
});
