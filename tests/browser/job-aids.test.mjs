// Job aids in a real Chromium: decisions asked question by question, lists that remember their ticks.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe, until } from "./chromium.mjs";
import { holding } from "./pages.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const { visit } = served(SITE);

const decisions = holding(SITE, 'class="decision"');
const checklists = holding(SITE, 'class="checklist"');

/**
 * In the page: asks every decision for every combination of answers, and reads the table by itself, by its words. Gives
 * the number of combinations and those for which the two do not agree.
 */
function tryAll() {
  const wrong = [];
  let tried = 0;
  for (const section of document.querySelectorAll(".decision")) {
    const heads = [...section.querySelectorAll("thead th")].map((head) => head.textContent.trim()).slice(0, -1);
    const words = (cell) => (cell.querySelector(".any") ? null : cell.textContent.trim().toLowerCase());
    const rows = [...section.querySelectorAll("tbody tr")].map((row) => {
      const cells = [...row.cells];
      return { outcome: cells.pop().textContent.trim(), needs: cells.map(words) };
    });
    const named = heads.map((_, column) => [...new Set(rows.map(({ needs }) => needs[column]).filter((need) => need !== null))]);
    const combinations = named.reduce((all, values) => all.flatMap((one) => [...values, "something else"].map((value) => [...one, value])), [[]]);
    const guide = section.querySelector(".guide");
    for (const combination of combinations) {
      tried += 1;
      const row = rows.find(({ needs }) => needs.every((need, column) => need === null || need === combination[column]));
      const expected = row?.outcome ?? guide.dataset.none;
      guide.querySelector(".guide-again").click();
      let result = "";
      for (const asked of heads) {
        const open = [...guide.querySelectorAll("fieldset")].find((box) => !box.querySelector(":checked"));
        if (!open) break;
        const column = heads.indexOf(open.querySelector("legend").textContent);
        const label = [...open.querySelectorAll("label")].find(
          (label) => !label.hidden && label.textContent.trim().toLowerCase() === combination[column],
        );
        // "Something else" is only there where some row takes it.
        if (!label) result = guide.dataset.none;
        if (!label) break;
        label.click();
      }
      result ||= guide.querySelector(".guide-result div")?.textContent.trim() ?? "no result";
      const marked = [...section.querySelectorAll("tr.fits")].map((found) => found.cells[found.cells.length - 1].textContent.trim());
      const rightMark = row ? marked.length === 1 && marked[0] === expected : marked.length === 0;
      if (result !== expected || !rightMark) wrong.push({ combination, expected, result, marked });
    }
  }
  return { tried, wrong };
}

/** The page of the first decision with another table in it; each row is a list of words, `null` fits anything. */
function withTable(rows) {
  const [{ path, html }] = decisions;
  const known = rows[0].slice(0, -1).map(() => new Map());
  const cell = (word, column) => {
    if (word === null) return '<td><span class="any">any</span></td>';
    if (!known[column].has(word)) known[column].set(word, known[column].size);
    return `<td data-value="${known[column].get(word)}"><span>${word}</span></td>`;
  };
  const body = rows.map((row) => `<tr>${row.slice(0, -1).map(cell).join("")}<td class="outcome"><div id="gh-x">${row.at(-1)}</div></td></tr>`).join("");
  const heads = rows[0].map((_, column) => `<th scope="col">c${column}</th>`).join("");
  const table = `<thead><tr>${heads}</tr></thead><tbody>${body}</tbody>`;
  const page = html.replace(/<thead>[^]*<\/tbody>/, () => table);
  return visit(path, { answer: (url) => (url.endsWith(path) ? { contentType: "text/html; charset=utf-8", body: page } : undefined) });
}

describe("decisions", () => {
  test("the sample has some", () => assert.ok(decisions.length >= 2));

  for (const { path } of decisions) {
    test(`/${path}: the questions give what the table says, for every combination`, async () => {
      const { page, faults, close } = await visit(path);
      const { tried, wrong } = await page.evaluate(tryAll);
      assert.ok(tried > 3, `${tried}`);
      assert.deepEqual(wrong, []);
      assert.deepEqual(faults, []);
      await close();
    });
  }

  const tables = {
    "exceptions above the rule": [["red", null, "Stop"], [null, "big", "Go"], ["green", "small", "Wait"], [null, null, "Ask"]],
    "cases without an answer": [["red", "big", "Stop"], ["green", null, "Go"]],
    "three conditions": [[null, "b", "c", "1"], ["a", null, "c", "2"], ["a", "b", null, "3"], [null, null, "d", "4"]],
  };
  for (const [name, rows] of Object.entries(tables)) {
    test(`${name}: the questions give what the table says`, async () => {
      const { page, faults, close } = await withTable(rows);
      const { tried, wrong } = await page.evaluate(tryAll);
      assert.ok(tried > 3, `${tried}`);
      assert.deepEqual(wrong, []);
      assert.deepEqual(faults, []);
      await close();
    });
  }

  test("where the first row fits everything, nothing is asked", async () => {
    const { page, faults, close } = await withTable([[null, null, "Go"], ["red", "big", "Stop"]]);
    assert.equal(await page.$eval(".guide", (guide) => guide.hidden), true);
    assert.deepEqual(faults, []);
    await close();
  });

  test("by keyboard: one question after the other, the answer is announced, and again from the start", async () => {
    const { page, close } = await visit(decisions[0].path);
    await page.focus(".guide input");
    await page.keyboard.press("Space");
    for (let asked = 1; asked < 5; asked += 1) {
      if (await page.$(".guide-result > div")) break;
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.type), "radio");
      await page.keyboard.press("Space");
    }
    const told = await page.$eval(".guide-result", (result) => ({ role: result.getAttribute("role"), text: result.textContent }));
    assert.equal(told.role, "status");
    assert.ok(told.text.length > 10, told.text);
    // An arrow key changes the last answer, and with it what is told, without moving the focus out of its question.
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement.checked), true);
    await page.focus(".guide-again");
    await page.keyboard.press("Enter");
    const after = await page.evaluate(() => ({
      first: document.activeElement === document.querySelector(".guide input"),
      asked: document.querySelectorAll(".guide fieldset").length,
      result: document.querySelector(".guide-result").textContent,
    }));
    assert.deepEqual(after, { first: true, asked: 1, result: "" });
    await close();
  });

  for (const dark of [false, true]) {
    test(`answered, axe finds nothing, ${dark ? "dark" : "light"}`, async () => {
      const { page, close } = await visit(decisions[0].path, { dark });
      await page.click(".guide label");
      await page.waitForSelector(".guide-result > div, .guide fieldset:nth-of-type(2)");
      assert.deepEqual(await axe(page), []);
      await close();
    });
  }

  test("without scripts the table is there and no empty form", async () => {
    const { page, close } = await visit(decisions[0].path, { script: false });
    assert.equal(await page.$eval(".guide", (guide) => guide.offsetHeight), 0);
    assert.ok(await page.$eval(".decision table", (table) => table.offsetHeight > 0));
    await close();
  });

  test("nothing of a table is cut off on a phone", async () => {
    for (const { path } of decisions) {
      const { page, close } = await visit(path, { width: 320, height: 640 });
      const cut = await page.$$eval(".decision .table", (found) => found.filter((box) => box.scrollWidth > box.clientWidth).length);
      assert.equal(cut, 0, path);
      await close();
    }
  });
});

describe("lists to tick", () => {
  const { path } = checklists[0];
  const state = (page) =>
    page.evaluate(() => ({
      ticked: [...document.querySelectorAll(".checklist input")].map((box) => box.checked),
      said: document.querySelector(".tick-bar p").textContent,
      since: document.querySelector(".tick-since").textContent,
      clear: !document.querySelector(".tick-bar button").hidden,
    }));

  test("remember their ticks in this browser, and forget them when told to", async () => {
    const { page, faults, close } = await visit(path);
    const fresh = await state(page);
    assert.ok(!fresh.clear && fresh.said.startsWith("0 "), JSON.stringify(fresh));
    await page.click(".checklist li:nth-child(2) label");
    const ticked = await state(page);
    assert.ok(ticked.ticked[1] && ticked.clear && ticked.said.startsWith("1 ") && ticked.since === "", JSON.stringify(ticked));
    await page.reload();
    assert.deepEqual(await state(page), ticked);
    assert.deepEqual(await axe(page), []);
    await page.focus(".tick-bar button");
    await page.keyboard.press("Enter");
    assert.deepEqual(await state(page), fresh);
    await page.reload();
    assert.deepEqual(await state(page), fresh);
    assert.deepEqual(faults, []);
    await close();
  });

  test("say so when the ticks are those of another day", async () => {
    const { page, close } = await visit(path);
    await page.click(".checklist label");
    await page.evaluate(() => {
      const key = `guildhall:checklist:${location.pathname}`;
      const kept = JSON.parse(localStorage.getItem(key));
      localStorage.setItem(key, JSON.stringify({ ...kept, at: Date.UTC(2026, 0, 5, 12) }));
    });
    await page.reload();
    assert.match((await state(page)).since, /5 January 2026/);
    await close();
  });

  test("bear whatever is stored, and a browser that stores nothing", async () => {
    for (const stored of ["{", "null", "7", '{"changed":[1,2]}', '{"at":"x","changed":{"a":"b"}}']) {
      const { page, faults, close } = await visit(path);
      await page.evaluate((text) => localStorage.setItem(`guildhall:checklist:${location.pathname}`, text), stored);
      await page.reload();
      assert.ok((await state(page)).said.startsWith("0 "), stored);
      assert.deepEqual(faults, []);
      await close();
    }
    const prepare = () => Object.defineProperty(globalThis, "localStorage", { get: () => { throw new Error("refused"); } });
    const { page, close } = await visit(path, { prepare });
    await page.click(".checklist label");
    await until(page, () => document.querySelector(".tick-bar p").textContent.startsWith("1 "));
    await close();
  });
});
