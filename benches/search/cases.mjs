// What is searched for: the committed queries, and queries drawn from the pages of a site.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gibberish, misspell, sample } from "./chance.mjs";
import { document, words } from "./pages.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const PREFIX = 5;
// A prefix that so many pages share is no way to one of them.
const SHARED = 10;

/** Lines that say something, parted by tabs. */
export const lines = (path) =>
  readFileSync(path, "utf8").split(/\r?\n/).filter((line) => line.trim() && !line.startsWith("#")).map((line) => line.split("\t"));

/** The ten short queries. */
export const shortQueries = () => lines(join(HERE, "queries.short.tsv")).map(([, text]) => text);

/** Queries with one edit in the longest word of each. */
export const misspelt = (queries, random) =>
  queries.map((query) => {
    const longest = words(query).sort((a, b) => b.length - a.length)[0];
    return query.replace(longest, misspell(random, longest));
  });

/** The fifty questions, with texts from the corpora. */
export function questions(corpora) {
  const texts = new Map(lines(join(corpora, "relevance/stackfaq/queries.tsv")));
  return lines(join(HERE, "questions.stackfaq.txt")).map(([id]) => {
    if (!texts.has(id)) throw new Error(`the corpora have no question ${id}`);
    return { id, text: texts.get(id) };
  });
}

const grouped = (pairs) => {
  const groups = new Map();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
};

/** Titles that one page has: the query is the title as it is written. */
export function titleCases(pages, random, count) {
  const byTitle = grouped(pages.map((page) => [words(page.title).join(" "), page]));
  const unique = [...byTitle].filter(([title, found]) => title && found.length === 1).map(([, [page]]) => page);
  return sample(random, unique, count).map(({ title, address }) => ({ query: title, address }));
}

const lettersOf = (title, least) => words(title).filter((word) => new RegExp(`^\\p{L}{${least},}$`, "u").test(word));

/** First letters of title words, where few titles have a word that begins so: a case for each of these pages. */
export function prefixCases(pages, random, count) {
  const pairs = pages.flatMap((page) => [...new Set(lettersOf(page.title, PREFIX).map((word) => word.slice(0, PREFIX)))].map((prefix) => [prefix, page.address]));
  const narrow = [...grouped(pairs)].filter(([, found]) => found.length <= SHARED);
  return sample(random, narrow.flatMap(([query, found]) => found.map((address) => ({ query, address }))), count);
}

/** Every word of every page, folded. */
export function vocabulary(site) {
  const known = new Set();
  for (const page of site.pages) {
    const { title, text } = document(site.out, page);
    for (const word of [...words(title), ...words(text)]) known.add(word);
  }
  return known;
}

/** Two words of a title, and the same with one edit in one of them that makes a word no page has. */
export function typoCases(pages, known, random, count) {
  const cases = [];
  for (const { title } of sample(random, pages, pages.length)) {
    const choice = [...new Set(lettersOf(title, PREFIX))].filter((word) => /^[a-z]+$/.test(word));
    if (choice.length < 2) continue;
    const pair = sample(random, choice, 2);
    const [right] = pair;
    const wrong = misspell(random, right);
    if (wrong === right || known.has(wrong)) continue;
    // In the order of the title.
    const clean = choice.filter((word) => pair.includes(word)).join(" ");
    cases.push({ clean, query: clean.replace(right, wrong) });
    if (cases.length === count) break;
  }
  return cases;
}

/** Strings of letters that no page has. */
export function gibberishCases(known, random, count) {
  const cases = [];
  while (cases.length < count) {
    const query = gibberish(random);
    if (!known.has(query)) cases.push({ query });
  }
  return cases;
}

