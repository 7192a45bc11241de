// The search in a real Chromium: how long the page's main thread is busy while somebody types, and the bytes it loads.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { SCRIPT } from "./minisearch.mjs";
import { serve } from "./server.mjs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];
const SLOWED = 4;
// Milliseconds: after opening, between two keys, until everything has settled, and from when a task is long.
const [OPENED, KEY, SETTLED, LONG] = [300, 150, 2500, 50];
const RUNS = 3;
// Milliseconds by which answers come late where rounds are counted: far more than a page needs between two requests.
const LATE = 500;

/** The address of a Chromium, or nothing. */
export const chromium = () => process.env.CHROMIUM ?? PLACES.find(existsSync);

async function launch() {
  const profile = mkdtempSync(join(tmpdir(), "guildhall-bench-"));
  const browser = await puppeteer.launch({
    executablePath: chromium(),
    userDataDir: profile,
    handleSIGTERM: false,
    // The sandbox needs rights that a container's root does not have; only our own pages are opened.
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return { browser, close: () => browser.close().then(() => rmSync(profile, { recursive: true, force: true })) };
}

// Guildhall's dialog as it is built; a page with Pagefind's own interface; a page with a field and a list for MiniSearch.
const GUILDHALL = { open: (page) => page.keyboard.press("/"), input: "#gh-search input", hits: "#gh-hits [role=option]" };
const PAGEFIND = { open: (page) => page.click(".pagefind-ui__search-input"), input: ".pagefind-ui__search-input", hits: ".pagefind-ui__result" };
const MINISEARCH = { open: (page) => page.click("input"), input: "input", hits: "li" };

const PAGEFIND_PAGE = `<!doctype html><html lang="en"><title>Pagefind</title><link rel="stylesheet" href="pagefind-ui.css">
<div id="search"></div><script src="pagefind-ui.js"></script>
<script>new PagefindUI({ element: "#search", bundlePath: "/", showImages: false });</script>`;
const MINISEARCH_PAGE = (options) => `<!doctype html><html lang="en"><title>MiniSearch</title><input><ul></ul><script src="minisearch.js"></script><script>
const [input, list] = ["input", "ul"].map((name) => document.querySelector(name));
let index;
const load = () => (index ??= fetch("minisearch.json").then((file) => file.text()).then((text) => MiniSearch.loadJSON(text, ${JSON.stringify(options)})));
input.addEventListener("focus", load);
input.addEventListener("input", async () => {
  const hits = (await load()).search(input.value).slice(0, 8);
  list.replaceChildren(...hits.map(({ title }) => Object.assign(document.createElement("li"), { textContent: title })));
});
</script>`;

/** Pages to search on, by engine: what serves them, and how they are used. */
export function pages(site, options) {
  const extra = join(site.root, "extra");
  for (const name of ["pagefind", "minisearch"]) mkdirSync(join(extra, name), { recursive: true });
  writeFileSync(join(extra, "pagefind/index.html"), PAGEFIND_PAGE);
  writeFileSync(join(extra, "minisearch/index.html"), MINISEARCH_PAGE(options));
  copyFileSync(SCRIPT, join(extra, "minisearch/minisearch.js"));
  return {
    Guildhall: { folders: [site.out], ...GUILDHALL },
    ...(site.pagefind && { Pagefind: { folders: [join(extra, "pagefind"), site.pagefind], ...PAGEFIND } }),
    ...(site.minisearch && { MiniSearch: { folders: [join(extra, "minisearch"), site.root], ...MINISEARCH } }),
  };
}

const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

const MARKS = ["bench-open", "bench-type", "bench-end"];
const mark = (page, name) => page.evaluate((name) => void performance.mark(name), name);

/** Of a trace, the tasks of the page's main thread in milliseconds: while the search opens, and while somebody types. */
export function tasks(trace) {
  const { traceEvents } = JSON.parse(Buffer.from(trace).toString());
  const [open, type, end] = MARKS.map((name) => traceEvents.find((event) => event.name === name));
  if (!end) throw new Error("the trace has no marks");
  // A task stands there once more by the name of its class, inside itself.
  const own = traceEvents.filter(({ name, pid, tid }) => name === "RunTask" && pid === open.pid && tid === open.tid);
  const between = (from, to) => own.filter(({ ts }) => ts >= from.ts && ts < to.ts).map(({ dur = 0, tdur = dur }) => ({ time: dur / 1000, cpu: tdur / 1000 }));
  return { opening: between(open, type), typing: between(type, end) };
}

async function watch({ browser }, { folders, open, input, hits }, query) {
  const server = await serve(...folders);
  const page = await browser.newPage();
  try {
    await page.goto(server.url, { waitUntil: "networkidle0" });
    await page.emulateCPUThrottling(SLOWED);
    await page.tracing.start({ categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"] });
    await mark(page, MARKS[0]);
    await open(page);
    await pause(OPENED);
    await mark(page, MARKS[1]);
    await page.type(input, query, { delay: KEY });
    await page.waitForSelector(hits, { timeout: 60_000 });
    await pause(SETTLED);
    await mark(page, MARKS[2]);
    return tasks(await page.tracing.stop());
  } finally {
    await page.close();
    await server.stop();
  }
}

const longest = (tasks, measure = "time") => Math.max(0, ...tasks.map((task) => task[measure]));
const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The longest tasks, and how many are long, while a query is typed in each engine's page; the middle of three runs. */
export async function mainThread(places, query) {
  const chromium = await launch();
  const results = {};
  try {
    for (const [name, place] of Object.entries(places)) {
      const runs = [];
      for (let run = 0; run < RUNS; run++) runs.push(await watch(chromium, place, query));
      results[name] = {
        opening: middle(runs.map(({ opening }) => longest(opening))),
        typing: middle(runs.map(({ typing }) => longest(typing))),
        cpu: middle(runs.map(({ typing }) => longest(typing, "cpu"))),
        long: middle(runs.map(({ typing }) => typing.filter(({ time }) => time > LONG).length)),
      };
    }
  } finally {
    await chromium.close();
  }
  return results;
}

// What a target of the debugging protocol, a page or a worker, receives.
async function listen(client, received) {
  client.on("Network.dataReceived", ({ encodedDataLength }) => (received.bytes += encodedDataLength));
  await client.send("Network.enable").catch(() => {});
}

// At once: no letter comes before the others.
const paste = (page, input, query) =>
  page.$eval(input, (field, query) => {
    field.value = query;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, query);

/**
 * The round trips that Chromium makes one after the other from the opening of Guildhall's dialog to titles: a request comes
 * a round after all that had ended when the page made it, whether or not it then waits for one of six connections.
 */
export async function roundTrips({ folders, open, input, hits }, query) {
  const [chromium, server] = [await launch(), await serve(...folders)];
  try {
    const page = await chromium.browser.newPage();
    await page.goto(server.url, { waitUntil: "networkidle0" });
    server.delay(LATE);
    const rounds = new Map();
    let ended = 0;
    page.on("request", (request) => rounds.set(request, ended + 1));
    page.on("requestfinished", (request) => (ended = Math.max(ended, rounds.get(request) ?? 0)));
    await open(page);
    await paste(page, input, query);
    await page.waitForSelector(hits, { timeout: 60_000 });
    return ended;
  } finally {
    await chromium.close();
    await server.stop();
  }
}

/** Bytes that Chromium receives from the opening of Guildhall's dialog to its excerpts, and those the server sent. */
export async function received({ folders, open, input, hits }, query) {
  const [chromium, server] = [await launch(), await serve(...folders)];
  try {
    const page = await chromium.browser.newPage();
    await page.goto(server.url, { waitUntil: "networkidle0" });
    const counted = { bytes: 0 };
    page.on("workercreated", (worker) => listen(worker.client, counted));
    await listen(await page.createCDPSession(), counted);
    const before = server.bytes();
    await open(page);
    await paste(page, input, query);
    await page.waitForSelector(hits, { timeout: 60_000 });
    await pause(SETTLED);
    return { chromium: counted.bytes, server: server.bytes() - before };
  } finally {
    await chromium.close();
    await server.stop();
  }
}
