// How many answers of the server a reader waits for, one after the other, from opening the dialog to titles.
import assert from "node:assert/strict";
import { describe, test, before, after } from "node:test";
import { launch, open, until } from "./chromium.mjs";
import { folder, titlesOf } from "./served.mjs";
import { serve } from "./server.mjs";

const SITE = folder("GUILDHALL_SITE");
// Milliseconds that every answer takes: far more than the page needs between two requests.
const LATE = 500;
const input = "#gh-search input";
const hasHits = () => document.querySelectorAll("#gh-hits .hit-title").length > 0;

/** The last round in which files of each kind were asked for: a request comes a round after all that had ended before it. */
function rounds(log) {
  const seen = [];
  for (const { path, from, to } of log) {
    const before = seen.filter((other) => other.to <= from).map(({ round }) => round);
    seen.push({ kind: path.split("/search/")[1]?.split(/[/-]/)[0], to, round: 1 + Math.max(0, ...before) });
  }
  return Object.fromEntries(seen.map(({ kind, round }) => [kind, round]));
}

describe("a search on a slow line", () => {
  // A title of rare words: a browser asks a server for six files at once, and the cards of eight hits may be in more.
  const wanted = titlesOf(SITE).find(({ t }) => t === "Evacuation drill");
  const log = [];
  let chromium;
  let server;
  before(async () => {
    server = await serve(SITE, "/", { late: LATE, log });
    chromium = await launch();
  });
  after(async () => {
    await chromium?.close();
    await server?.stop();
  });
  const manifests = () => log.filter(({ path, to }) => path.endsWith("/current.js") && to);
  const paste = (page, text) =>
    page.$eval(input, (field, text) => {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }, text);

  test("shows titles after three round trips: the words come with the engine", async () => {
    const { page, faults, close } = await open(chromium.browser, server.url);
    for (let waits = 0; manifests().length === 0 && waits < 100; waits++) await new Promise((resume) => setTimeout(resume, 50));
    assert.equal(manifests().length, 1, "the manifest is read once the page is at rest");
    log.length = 0;
    await page.keyboard.press("/");
    await paste(page, wanted.t);
    await until(page, hasHits);
    const { engine, words, lists, cards } = rounds(log.filter(({ to }) => to));
    assert.deepEqual({ engine, words, lists, cards }, { engine: 1, words: 1, lists: 2, cards: 3 });
    assert.deepEqual(faults, []);
    await close();
  });

  test("reads no more than a page needs where the reader saves data", async () => {
    log.length = 0;
    const prepare = () => Object.defineProperty(navigator, "connection", { value: { saveData: true } });
    const { page, close } = await open(chromium.browser, server.url, { prepare });
    await page.waitForNetworkIdle({ idleTime: 1000 });
    assert.deepEqual(log.filter(({ path }) => path.includes("/search/")), []);
    await close();
  });
});
