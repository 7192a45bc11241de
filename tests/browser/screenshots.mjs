// Pictures of a built site: `tests/screenshots` says how to call it. The heaviest page of each kind, in both palettes, on a
// phone and on paper; the search dialog and the page of results.
import { join } from "node:path";
import { launch, open, scheme, until } from "./chromium.mjs";
import { holding, pages, samples } from "./pages.mjs";
import { serve } from "./server.mjs";
import { folder, titlesOf } from "./served.mjs";

/** Longer pages are cut off: what is below looks like what is above. */
const TALLEST = 4000;
/** The width of A4 without its margins, in CSS pixels. */
const PAPER = 718;

const SITE = folder("GUILDHALL_SITE");
const to = process.argv[2];
if (!to) throw new Error("name the folder for the pictures");

const server = await serve(SITE);
const chromium = await launch();
let count = 0;

async function picture(page, name, whole = true) {
  const { width } = page.viewport();
  const height = whole ? await page.evaluate(() => document.documentElement.scrollHeight) : page.viewport().height;
  const clip = { x: 0, y: 0, width, height: Math.min(height, TALLEST) };
  await page.screenshot({ path: join(to, `${name}.png`), clip, captureBeyondViewport: whole });
  count += 1;
}

/** Opens a page in a window of its own, lets `show` do what the picture is of, and takes it in both palettes. */
async function both(path, name, options, show, whole) {
  const { page, close } = await open(chromium.browser, new URL(path, server.url).href, options);
  await show?.(page);
  for (const palette of ["light", "dark"]) {
    await scheme(page, palette);
    await picture(page, `${name}-${palette}`, whole);
  }
  await close();
}

async function paper(path, name) {
  const { page, close } = await open(chromium.browser, new URL(path, server.url).href, { width: PAPER, height: 1000 });
  await page.pdf({ path: join(to, `${name}-print.pdf`), format: "A4" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMediaType("print");
  await picture(page, `${name}-print`);
  await close();
}

const PHONE = { width: 360, height: 740 };
for (const { path, kind } of samples(pages(SITE))) {
  const address = encodeURI(path);
  await both(address, kind, {});
  await both(address, `${kind}-phone`, PHONE);
  await paper(address, kind);
}

// What the heaviest page of a kind need not show.
const MARKS = { checklist: 'class="checklist', decision: 'class="decision', expired: "notice expired", archived: "notice archived", overdue: "notice overdue" };
for (const [name, mark] of Object.entries(MARKS)) {
  const [page] = holding(SITE, mark);
  if (!page) continue;
  await both(encodeURI(page.path), name, {});
  await both(encodeURI(page.path), `${name}-phone`, PHONE);
  await paper(encodeURI(page.path), name);
}

// The first words of a title bring results of several kinds as a rule.
const words = titlesOf(SITE).find(({ a, t }) => a !== "" && !a.includes("#") && /^\p{L}{4,} /u.test(t)).t.split(" ", 2).join(" ");
const asked = async (page) => {
  await page.keyboard.press("/");
  await page.type("#gh-search input", words);
  await until(page, () => document.querySelector("#gh-hits .hit-title"));
};
const answered = (page) => until(page, () => document.querySelector(".result h3"));
const unanswered = async (page) => {
  await page.keyboard.press("/");
  await page.type("#gh-search input", "qqqqqq");
  await until(page, () => document.querySelector("[data-panel=none]:not([hidden])"));
};
for (const [suffix, options] of [["", {}], ["-phone", PHONE]]) {
  await both("", `search-none${suffix}`, options, unanswered, false);
  await both("", `search-dialog${suffix}`, options, asked, false);
  await both(`search/?q=${encodeURIComponent(words)}`, `search-results${suffix}`, options, answered);
}

await chromium.close();
await server.stop();
console.log(`${count} pictures in ${to}`);
