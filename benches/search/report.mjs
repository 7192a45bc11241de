// From measurements to tables: one function a table.
import { byKind, cold, compute, inARow, spread, typed } from "./measure.mjs";
import { row, table, plainTable, UNITS } from "./tables.mjs";
import { QUALITY, TASK } from "./targets.mjs";

// So many hits are titles and excerpts of, unless a row says otherwise; the dialog shows more.
const SHOWN = { limit: 5, typing: true };
const DIALOG = { limit: 8, typing: true };

/** A value of every engine. */
export async function each(engines, measure) {
  const values = {};
  for (const engine of engines) values[engine.name] = await measure(engine);
  return values;
}

const three = (values) => {
  const { median, p90, max } = spread(values);
  return { median, p90, max };
};
const map = (values, change) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === undefined ? undefined : change(value, name)]));
const names = (engines) => engines.map(({ name }) => name);

/** What the ten short queries load, as they are and `misspelt`. */
export async function transport(engines, queries, misspelt, targets) {
  const costs = await each(engines, (engine) => cold(engine, queries, SHOWN));
  const dialog = await each(engines.filter(({ hasExcerpts }) => hasExcerpts), (engine) => cold(engine, queries, DIALOG));
  const typos = await each(engines, (engine) => cold(engine, misspelt, SHOWN));
  const session = await each(engines, (engine) => inARow(engine, queries, SHOWN));
  const letters = await each(engines.filter(({ searchesByLetter }) => searchesByLetter), (engine) => typed(engine, queries, DIALOG));
  const spreads = (values, of) => map(values, (costs) => three(costs.map(of)));
  const withExcerpts = Object.fromEntries(engines.filter(({ hasExcerpts }) => hasExcerpts).map(({ name }) => [name, costs[name]]));
  const rows = [
    row("engine: scripts, WASM, manifest", "bytes", map(costs, (costs) => costs[0].engine), targets.engine),
    row("cold query, five titles: median / p90 / max", "bytes", spreads(costs, (cost) => cost.engine + cost.titles), targets.titles),
    row("cold query, with five excerpts", "bytes", spreads(withExcerpts, (cost) => cost.engine + cost.excerpts), targets.excerpts),
    row("warm query, five titles (engine there, index not)", "bytes", spreads(costs, (cost) => cost.titles)),
    row("warm query, with five excerpts", "bytes", spreads(withExcerpts, (cost) => cost.excerpts), targets.warm),
    row("warm query with one typo, five excerpts", "bytes", spreads(typos, (cost) => cost.excerpts)),
    row("the ten in a row, with five excerpts, each", "bytes", map(session, three)),
    row("cold query as the dialog asks: eight hits and excerpts", "bytes", spreads(dialog, (cost) => cost.engine + cost.excerpts)),
    row("typed letter by letter, eight hits, from the first letter on", "bytes", spreads(letters, (cost) => cost.bytes)),
    row("rounds after the last letter then", "count", spreads(letters, (cost) => cost.rounds)),
    row("requests of a cold query, five titles", "count", spreads(costs, (cost) => cost.requests)),
    row("requests with five excerpts", "count", spreads(withExcerpts, (cost) => cost.requestsWithExcerpts)),
    row("sequential round trips after focus, to titles", "count", spreads(costs, (cost) => cost.waves), targets.waves),
    row("sequential round trips, with excerpts", "count", spreads(withExcerpts, (cost) => cost.wavesWithExcerpts)),
    row("sequential round trips of a query with one typo, to titles", "count", spreads(typos, (cost) => cost.waves)),
    row("short queries that find something", "count", map(costs, (costs) => costs.filter(({ found }) => found > 0).length)),
  ];
  return { costs, text: table(names(engines), rows) };
}

/** Where the bytes go: what every search starts with, then the mean of a short query and of a question. */
export function kinds(engines, short, questions) {
  const cells = ({ bytes, requests } = { bytes: 0, requests: 0 }) => [UNITS.bytes(bytes), UNITS.count(requests)];
  const rows = engines.filter(({ kindOf }) => kindOf).flatMap(({ name, kindOf }) => {
    const [ofShort, ofQuestions] = [short, questions].map((costs) => byKind(costs[name], kindOf));
    return [
      ...short[name][0].start.map(({ path, bytes }) => [name, path, UNITS.bytes(bytes), "1", "", ""]),
      ...[...new Set([...ofShort.keys(), ...ofQuestions.keys()])].map((kind) => [name, kind, ...cells(ofShort.get(kind)), ...cells(ofQuestions.get(kind))]),
    ];
  });
  return plainTable(["", "file or kind of file", "a short query: bytes", "requests", "a question: bytes", "requests"], rows);
}

/** What the fifty questions load, and whether they find anything. */
export async function questionBytes(engines, texts, targets = {}) {
  const costs = await each(engines, (engine) => cold(engine, texts, SHOWN));
  const spreads = (of) => map(costs, (costs) => three(costs.map(of)));
  const text = table(names(engines), [
    row("cold question, with five excerpts: median / p90 / max", "bytes", spreads((cost) => cost.engine + cost.excerpts), targets.questionCold),
    row("warm question, with five excerpts", "bytes", spreads((cost) => cost.excerpts), targets.questionWarm),
    row("requests of a cold question", "count", spreads((cost) => cost.requestsWithExcerpts)),
    row("questions that find something", "share", map(costs, (costs) => costs.filter(({ found }) => found > 0).length / costs.length)),
  ]);
  return { costs, text };
}

/** Time in the engine alone; `first` is the very first query by engine. */
export async function computing(engines, sets, first, targets) {
  const rows = [row("first query of a process", "ms", first)];
  for (const { name, queries } of sets) {
    const times = await each(engines, (engine) => compute(engine, queries, SHOWN));
    const spreads = (of) => map(times, (times) => {
      const { median, p95, max } = spread(times.map(of));
      return { p50: median, p95, max };
    });
    rows.push(row(`${name}: p50 / p95 / max`, "ms", spreads(({ engine, inflate }) => engine + inflate), { ...targets.compute, of: ["p95"] }));
    rows.push(row("of that, unpacking files", "ms", { Guildhall: spreads(({ inflate }) => inflate).Guildhall }));
  }
  return table(names(engines), rows);
}

/** The shares of cases that are right. */
export function qualityTable(engines, counts) {
  const say = { titles: "exact title at rank 1", prefixes: "five letters of a title word: the page in the top ten", typosFirst: "one typo: the same first hit", typosThree: "one typo: that hit in the first three", nonsense: "nonsense finds nothing" };
  const rows = Object.entries(say).map(([key, name]) => {
    const { of } = Object.values(counts)[0][key];
    return row(`${name} (${of})`, "share", map(counts, (count) => count[key].right / count[key].of), QUALITY[key]);
  });
  return table(names(engines), rows);
}

/** Tasks of the page's main thread. */
export function mainThreadTable(results) {
  return table(Object.keys(results), [
    row("longest task while typing", "ms", map(results, ({ typing }) => typing), TASK),
    row("the same without waiting for a core", "ms", map(results, ({ cpu }) => cpu)),
    row("tasks over 50 ms while typing", "count", map(results, ({ long }) => long), { most: 0 }),
    row("longest task while the search opens", "ms", map(results, ({ opening }) => opening)),
  ]);
}
