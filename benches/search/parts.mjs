// The two parts of the benchmark: generated sites of a size, and the given pages with the judged sets.
import { cpSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, mainThread, pages as places, received, roundTrips } from "./browser.mjs";
import { gibberishCases, misspelt, prefixCases, questions, shortQueries, titleCases, typoCases, vocabulary } from "./cases.mjs";
import { chance } from "./chance.mjs";
import { cold, spread } from "./measure.mjs";
import { OPTIONS } from "./minisearch.mjs";
import { openEngine } from "./engines.mjs";
import { judgedSet, quality, relevance, total } from "./quality.mjs";
import { computing, each, kinds, mainThreadTable, qualityTable, questionBytes, transport } from "./report.mjs";
import { build, disk, indexMiniSearch, indexPagefind, prepare, run } from "./sites.mjs";
import { row, table } from "./tables.mjs";
import { RELEVANCE, targets } from "./targets.mjs";

export const ENGINES = ["Guildhall", "Pagefind", "MiniSearch"];
const HERE = dirname(fileURLToPath(import.meta.url));
const FIRST = join(HERE, "first.mjs");
/** The query that is typed in Chromium. */
const TYPED = "parental leave";

/** Does something and says how it failed, if it does: the rest of the run goes on. */
async function attempt(say, what, action) {
  try {
    return await action();
  } catch (fault) {
    say(`${what}: not measured, ${String(fault.message ?? fault).slice(0, 300)}`);
    return undefined;
  }
}

/** Builds and indexes a site so many times; gives the middle time and the highest peak by engine. */
async function indexed(set, site, rounds) {
  const runs = { Guildhall: [], Pagefind: [], MiniSearch: [] };
  for (let round = 0; round < rounds; round++) {
    runs.Guildhall.push(build(site, set.programs));
    for (const [name, index] of Object.entries({ Pagefind: indexPagefind, MiniSearch: indexMiniSearch })) {
      if (set.engines.includes(name)) runs[name].push(await attempt(set.say, name, () => index(site)));
    }
  }
  const measured = Object.entries(runs).map(([name, runs]) => [name, runs.filter(Boolean)]).filter(([, runs]) => runs.length > 0);
  return Object.fromEntries(measured.map(([name, runs]) => [name, {
    seconds: spread(runs.map(({ seconds }) => seconds)).median,
    whole: runs[0].whole && spread(runs.map(({ whole }) => whole)).median,
    peak: runs[0].peak && Math.max(...runs.map(({ peak }) => peak)),
  }]));
}

/** Opens the indexes that are there. */
async function enginesOf(set, site) {
  const opened = [];
  for (const name of ENGINES) opened.push(await attempt(set.say, name, () => openEngine(site, name)));
  return opened.filter(Boolean);
}

/** Milliseconds of the first query in a process of its own. */
function firstQuery({ root, out, pagefind, minisearch }, name) {
  const folders = JSON.stringify({ root, out, pagefind, minisearch });
  return Number(run(process.execPath, ["--max-old-space-size=12000", FIRST, folders, name, TYPED]).stdout);
}

const pick = (values, name) => Object.fromEntries(Object.entries(values).map(([engine, value]) => [engine, value[name]]));

function indexTable(site, index, target) {
  const folders = { Guildhall: disk(join(site.out, "search"), (name) => name !== "index.html") };
  // Its interfaces are no part of the index.
  if (site.pagefind) folders.Pagefind = disk(site.pagefind, (name) => !/-ui\.|-highlight\./.test(name));
  if (site.minisearch) folders.MiniSearch = disk(site.root, (name) => name === "minisearch.json");
  return table(ENGINES, [
    row("indexing", "seconds", pick(index, "seconds"), target.indexSeconds),
    row("the whole build", "seconds", { Guildhall: index.Guildhall.whole }),
    row("peak memory", "memory", pick(index, "peak"), target.indexMemory),
    row("bytes on disk", "bytes", pick(folders, "bytes")),
    row("files", "count", pick(folders, "files")),
    row("entries of the largest folder", "count", pick(folders, "largest")),
  ]);
}

function casesOf(site, random, counts) {
  const known = vocabulary(site);
  return {
    titles: titleCases(site.pages, random, counts.titles),
    prefixes: prefixCases(site.pages, random, counts.prefixes),
    typos: typoCases(site.pages, known, random, counts.typos),
    nonsense: gibberishCases(known, random, counts.nonsense),
  };
}

async function inChromium({ say }, site, engines) {
  if (!chromium()) return say("No Chromium found: install one, or name it in CHROMIUM.");
  const all = places(site, OPTIONS);
  say(mainThreadTable(await mainThread(all, TYPED)));
  say();
  const [cost] = await cold(engines[0], [TYPED], { limit: 8, typing: true });
  const counted = cost.engine + cost.excerpts - cost.start.filter(({ wave }) => wave === 0).reduce((sum, { bytes }) => sum + bytes, 0);
  const { chromium: bytes, server } = await received(all.Guildhall, TYPED);
  const off = Math.abs(bytes / counted - 1);
  say(`Check: "${TYPED}" in Guildhall's dialog, cold: Chromium received ${bytes} bytes, the server sent ${server}, counted in Node ${counted}: ${off <= 0.03 ? "within" : "**not within**"} 3 %.`);
  const rounds = await roundTrips(all.Guildhall, TYPED);
  say(`The same with every answer late: ${rounds} round trips one after the other to titles, counted in Node ${cost.waves}.`);
}

/** A generated site of so many pages. */
export async function generated(set, pages) {
  const { say } = set;
  const heading = (text) => say(`\n### ${text}\n`);
  say(`\n## ${pages.toLocaleString("en")} generated pages`);
  const fill = (content) => run(set.programs.bench, ["--corpora", set.corpora, "generate", content, "--pages", String(pages)]);
  const site = prepare(set.scratch, `generated-${pages}`, { fill });
  const index = await indexed(set, site, pages > 10_000 ? 1 : set.rounds);
  const target = targets(pages);
  heading("Index");
  say(indexTable(site, index, target));
  const engines = await enginesOf(set, site);
  const short = shortQueries();
  heading("Ten short queries");
  const { costs, text } = await transport(engines, short, misspelt(short, chance(set.seed)), target);
  say(text);
  const asked = questions(set.corpora).map(({ text }) => text);
  heading("Fifty questions of relevance/stackfaq");
  const question = await questionBytes(engines, asked, target);
  say(question.text);
  heading("Where these bytes go, with five excerpts");
  say(kinds(engines, costs, question.costs));
  const cases = casesOf(site, chance(set.seed), { titles: 200, prefixes: 200, typos: 100, nonsense: 20 });
  heading("Compute, without transport");
  const sets = [{ name: "ten short queries", queries: short }, { name: "fifty questions", queries: asked }, { name: "a hundred typos", queries: cases.typos.map(({ query }) => query) }];
  const first = await each(engines, ({ name }) => firstQuery(site, name));
  say(await computing(engines, sets, first, target));
  heading("What is found");
  say(qualityTable(engines, await each(engines, (engine) => quality(engine, cases))));
  heading(`Chromium, four times slowed, "${TYPED}" typed`);
  await attempt(say, "Chromium", () => inChromium(set, site, engines));
}

const SITES = { communities: "communities/content", faqs: "faqs", howtos: "howtos" };

/** The given pages: what is found on three sites, and how well the judged questions are answered. */
export async function real(set) {
  const { say } = set;
  say("\n## The given pages");
  const counts = {};
  let pages = 0;
  for (const [index, [name, folder]] of Object.entries(SITES).entries()) {
    const site = prepare(set.scratch, name, { from: join(set.corpora, folder) });
    await indexed(set, site, 1);
    pages += site.pages.length;
    const engines = await enginesOf(set, site);
    const cases = casesOf(site, chance(set.seed + index), { titles: Infinity, prefixes: Infinity, typos: index === 0 ? 34 : 33, nonsense: 10 });
    for (const engine of engines) (counts[engine.name] ??= []).push(await quality(engine, cases));
  }
  say(`\n### What is found on the ${pages} pages of three sites\n`);
  const names = Object.keys(counts).map((name) => ({ name }));
  say(qualityTable(names, Object.fromEntries(Object.entries(counts).map(([name, counts]) => [name, total(counts)]))));
  await given(set);
  for (const name of ["stackfaq", "cranfield"]) await judged(set, name);
}

/** The given pages as one site: searches of two to four words and questions, of each of which one page is the answer. */
async function given(set) {
  const fill = (content) => Object.values(SITES).forEach((folder) => cpSync(join(set.corpora, folder), join(content, folder), { recursive: true }));
  const site = prepare(set.scratch, "given", { fill });
  await indexed(set, site, 1);
  const paths = new Map(JSON.parse(readFileSync(join(site.out, "pages.json"), "utf8")).pages.map(({ address, markdown }) => [address, markdown]));
  const engines = await enginesOf(set, site);
  const { judgements, variants } = judgedSet(join(HERE, "given"), set.tools);
  const rows = [];
  for (const [letter, kind] of [["s", "short searches"], ["q", "questions"]]) {
    for (const [variant, all] of Object.entries(variants)) {
      const queries = all.filter(([id]) => id.startsWith(letter));
      const scores = await each(engines, (engine) => relevance(engine, judgements, queries, (address) => paths.get(address)));
      rows.push(row(`nDCG@10, ${queries.length} ${kind}, ${variant}`, "score", scores));
    }
  }
  set.say(`\n### The given pages as one site, ${site.pages.length} pages\n`);
  set.say(table(ENGINES, rows));
}

async function judged(set, name) {
  const { say } = set;
  const folder = join(set.corpora, "relevance", name);
  const site = prepare(set.scratch, name, { from: join(folder, "docs") });
  await indexed(set, site, 1);
  const engines = await enginesOf(set, site);
  const { judgements, variants } = judgedSet(folder, set.tools);
  const rows = [];
  let clean;
  for (const [variant, queries] of Object.entries(variants)) {
    const scores = await each(engines, (engine) => relevance(engine, judgements, queries));
    clean ??= scores.Guildhall;
    const { loss } = RELEVANCE[name];
    const target = variant === "one typo a query" && loss !== undefined ? { least: clean - loss } : RELEVANCE[name][variant];
    rows.push(row(`nDCG@10, ${variant}`, "score", scores, target));
  }
  say(`\n### relevance/${name}: ${site.pages.length} pages, ${variants.clean.length} queries\n`);
  say(table(ENGINES, rows));
  const args = ["search", "eval", "--site", site.out, "--queries", join(folder, "queries.tsv"), "--qrels", join(folder, "qrels.tsv"), "--json"];
  say(`\n\`guildhall search eval\` over the same site: ${run(set.programs.guildhall, args).stdout.replace(/\s+/g, " ").trim()}`);
  if (name !== "stackfaq") return;
  say("\n### The fifty questions on the site that answers them\n");
  const asked = await questionBytes(engines, questions(set.corpora).map(({ text }) => text));
  say(asked.text);
}
