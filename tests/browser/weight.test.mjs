// What a page weighs before its search is opened: HTML, styles and scripts as they go over the wire, and how much of the HTML is
// not the author's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { pages, samples } from "./pages.mjs";
import { folder, served } from "./served.mjs";

const SITE = folder("GUILDHALL_SITE");
const all = pages(SITE);
const { visit } = served(SITE);

const WHOLE = 60_000;
const AROUND = 15_000;
/** Kinds whose pages are a text somebody wrote. */
const ARTICLES = ["page", "faq", "job-aid", "community", "event", "path", "person"];

/** A file as a server sends it: compressed, unless that makes it longer. */
function sent(path) {
  const bytes = readFileSync(join(SITE, decodeURI(path) || "index.html"));
  return Math.min(bytes.length, gzipSync(bytes, { level: 9 }).length);
}
const file = (path) => (path === "" || path.endsWith("/") ? `${path}index.html` : path);

describe("weight", () => {
  for (const { path, kind } of samples(all).filter(({ kind }) => ARTICLES.includes(kind))) {
    test(`${kind} /${path} with its styles and scripts`, async () => {
      const { page, close } = await visit(encodeURI(path));
      await page.waitForNetworkIdle({ idleTime: 500 });
      const loaded = await page.evaluate(() =>
        performance.getEntriesByType("resource").filter(({ name }) => /\.(css|js)$/.test(new URL(name).pathname)).map(({ name }) => name),
      );
      const origin = new URL(page.url()).origin;
      await close();
      const parts = [file(path), ...loaded.map((name) => name.slice(origin.length + 1))].map((name) => [name, sent(name)]);
      assert.ok(parts.length > 3, "styles and scripts are counted");
      const sum = parts.reduce((sum, [, bytes]) => sum + bytes, 0);
      assert.ok(sum <= WHOLE, `${sum} bytes: ${parts.map((part) => part.join(" ")).join(", ")}`);
    });
  }

  test("what stands around the text of an article is small", async () => {
    const { page, close } = await visit("");
    const heavy = {};
    let articles = 0;
    for (const { path } of all.filter(({ kind }) => kind === "page" || kind === "faq")) {
      const html = readFileSync(join(SITE, file(path)), "utf8");
      const own = await page.evaluate((html) => {
        const parsed = new DOMParser().parseFromString(html, "text/html");
        // What opens a folder lists the pages in it, and is as long as that list.
        if (parsed.querySelector("main .list")) return undefined;
        const text = [...parsed.querySelectorAll("main .prose")];
        const outermost = text.filter((part) => !part.parentElement.closest(".prose"));
        // And what its author wrote beside it.
        const beside = [...parsed.querySelectorAll("main :is(h1, .summary, .short p:not(.label), .asked li, .question > h2)")];
        const size = (text) => new TextEncoder().encode(text).length;
        return size([...outermost.map((part) => part.innerHTML), ...beside.map((part) => part.textContent)].join(""));
      }, html);
      if (own === undefined) continue;
      articles += 1;
      assert.ok(own > 0, `/${path}: its text is found`);
      const around = Buffer.byteLength(html) - own;
      if (around > AROUND) heavy[path] = around;
    }
    assert.deepEqual(heavy, {});
    assert.ok(articles > 20, `${articles} articles`);
    await close();
  });
});
