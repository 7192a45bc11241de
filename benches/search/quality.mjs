// What is found: titles, beginnings of words, misspelt words, nonsense, and answers that people judged.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { lines } from "./cases.mjs";

const DEPTH = 10;

async function count(cases, isRight) {
  let right = 0;
  for (const one of cases) if (await isRight(one)) right++;
  return { right, of: cases.length };
}

/** How many cases of each kind an engine answers as it should. */
export async function quality(engine, { titles, prefixes, typos, nonsense }) {
  const session = await engine.open();
  const search = async (query, limit = DEPTH) => {
    const found = await session.search(query, { limit });
    session.take();
    return found;
  };
  const firsts = new Map();
  for (const { clean } of typos) firsts.set(clean, (await search(clean, 1))[0]);
  const recovered = (depth) => async ({ clean, query }) => firsts.get(clean) !== undefined && (await search(query, depth)).includes(firsts.get(clean));
  return {
    titles: await count(titles, async ({ query, address }) => (await search(query, 1))[0] === address),
    prefixes: await count(prefixes, async ({ query, address }) => (await search(query)).includes(address)),
    typosFirst: await count(typos, recovered(1)),
    typosThree: await count(typos, recovered(3)),
    nonsense: await count(nonsense, async ({ query }) => (await search(query, 1)).length === 0),
  };
}

/** Adds up the counts of several sites. */
export function total(counts) {
  const names = Object.keys(counts[0]);
  const sum = (name, part) => counts.reduce((sum, one) => sum + one[name][part], 0);
  return Object.fromEntries(names.map((name) => [name, { right: sum(name, "right"), of: sum(name, "of") }]));
}

const discounted = (grades) => grades.reduce((sum, grade, index) => sum + Math.max(grade, 0) / Math.log2(index + 2), 0);

/** nDCG of a ranking among the first ten: the gain is the grade, the ideal is that of all judged pages (as trec_eval). */
export function ndcg(judged, ranking) {
  const ideal = [...judged.values()].sort((a, b) => b - a).slice(0, DEPTH);
  return discounted([...new Set(ranking)].slice(0, DEPTH).map((id) => judged.get(id) ?? 0)) / discounted(ideal);
}

/** Queries, judgements and, where the tool that makes typos is there, the same queries misspelt. */
export function judgedSet(folder, tools) {
  const judgements = new Map();
  for (const [query, page, grade] of lines(join(folder, "qrels.tsv"))) {
    if (!judgements.has(query)) judgements.set(query, new Map());
    judgements.get(query).set(page, Number(grade));
  }
  const queries = lines(join(folder, "queries.tsv"));
  const variants = { clean: queries };
  const tool = join(tools, "relevance.py");
  for (const [name, which] of [["one typo a query", "one"], ["a typo in every longer word", "all"]]) {
    if (!existsSync(tool)) continue;
    const { status, stdout } = spawnSync("python3", [tool, "typos", join(folder, "queries.tsv"), "--words", which], { encoding: "utf8", maxBuffer: 2 ** 26 });
    if (status === 0) variants[name] = stdout.trim().split("\n").map((line) => line.split("\t"));
  }
  return { judgements, variants };
}

const lastPart = (address) => address.replace(/\/$/, "").split("/").at(-1);

/** The mean nDCG of an engine over the queries that have a relevant page; `nameOf` is what judgements call an address. */
export async function relevance(engine, judgements, queries, nameOf = lastPart) {
  const session = await engine.open();
  const scores = [];
  for (const [id, text] of queries) {
    const judged = judgements.get(id);
    if (![...(judged?.values() ?? [])].some((grade) => grade > 0)) continue;
    const found = await session.search(text, { limit: DEPTH, typing: false });
    session.take();
    scores.push(ndcg(judged, found.map(nameOf)));
  }
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
