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

/** What the ten short queries load. */
export async function transport(engines, queries, targets) {
  const costs = await each(engines, (engine) => cold(engine, queries, SHOWN));
  const dialog = await each(engines.filter(({ hasExcerpts }) => hasExcerpts), (engine) => cold(engine, queries, DIALOG));
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
    row("the ten in a row, with five excerpts, each", "bytes", map(session, three)),
    row("cold query as the dialog asks: eight hits and excerpts", "bytes", spreads(dialog, (cost) => cost.engine + cost.excerpts)),
    row("typed letter by letter, eight hits, from the first letter on", "bytes", spreads(letters, (cost) => cost.bytes)),
    row("rounds after the last letter then", "count", spreads(letters, (cost) => cost.rounds)),
    row("requests of a cold query, five titles", "count", spreads(costs, (cost) => cost.requests)),
    row("requests with five excerpts", "count", spreads(withExcerpts, (cost) => cost.requestsWithExcerpts)),
    row("sequential round trips after focus, to titles", "count", spreads(costs, (cost) => cost.waves), targets.waves),
    row("sequential round trips, with excerpts", "count", spreads(withExcerpts, (cost) => cost.wavesWithExcerpts)),
    row("short queries that find something", "count", map(costs, (costs) => costs.filter(({ found }) => found > 0).length)),
  ];
  return { costs, text: table(names(engines), rows) };
}

/** Where the bytes of the short queries go. */
export function kinds(engines, costs) {
  const rows = engines.filter(({ kindOf }) => kindOf).flatMap(({ name, kindOf }) => [
    ...costs[name][0].start.map(({ path, bytes }) => [name, kindOf(path) ?? path, UNITS.bytes(bytes), "1"]),
    ...byKind(costs[name], kindOf).map(([kind, { bytes, requests }]) => [name, `${kind}, a query`, UNITS.bytes(bytes), UNITS.count(requests)]),
  ]);
  return plainTable(["", "kind of file", "bytes", "requests"], rows);
}

/** What the fifty questions load, and whether they find anything. */
export async function questionBytes(engines, texts, targets = {}) {
  const costs = await each(engines, (engine) => cold(engine, texts, { ...SHOWN, typing: false }));
  const spreads = (of) => map(costs, (costs) => three(costs.map(of)));
  return table(names(engines), [
    row("cold question, with five excerpts: median / p90 / max", "bytes", spreads((cost) => cost.engine + cost.excerpts), targets.questionCold),
    row("warm question, with five excerpts", "bytes", spreads((cost) => cost.excerpts), targets.questionWarm),
    row("requests of a cold question", "count", spreads((cost) => cost.requestsWithExcerpts)),
    row("questions that find something", "share", map(costs, (costs) => costs.filter(({ found }) => found > 0).length / costs.length)),
  ]);
}

/** Time in the engine alone. */
export async function computing(engines, sets, targets) {
  const rows = [];
  const first = await each(engines, async (engine) => {
    const [{ engine: ms, inflate }] = await compute(engine, [sets[0].queries[0]], SHOWN);
    return ms + inflate;
  });
  rows.push(row("the very first query: the engine's code is not compiled yet", "ms", first));
  for (const { name, queries } of sets) {
    const times = await each(engines, (engine) => compute(engine, queries, SHOWN));
    const spreads = (of) => map(times, (times) => {
      const { median, p95, max } = spread(times.map(of));
      return { p50: median, p95, max };
    });
    const whole = spreads(({ engine, inflate }) => engine + inflate);
    rows.push(row(`${name}: p50 / p95 / max`, "ms", whole));
    const judged = map(spreads(({ engine }) => engine), ({ p95 }) => p95);
    rows.push(row(`${name}: p95 without unpacking`, "ms", { Guildhall: judged.Guildhall }, targets.compute));
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
    row("tasks over 50 ms while typing", "count", map(results, ({ long }) => long), { most: 0 }),
    row("longest task while the search opens", "ms", map(results, ({ opening }) => opening)),
  ]);
}
