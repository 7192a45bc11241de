// What queries cost: bytes, requests, rounds of requests, and time in the engine alone.
import { bytesOf } from "./wire.mjs";

const WARMED = 10;

/** The value in the middle of several, and others by their rank. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  return { median: at(0.5), p90: at(0.9), p95: at(0.95), max: sorted.at(-1), mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length };
}

const deepest = (log) => log.reduce((deepest, { wave }) => Math.max(deepest, wave), 0);

/** Each query in a browser that has seen nothing: titles first, then with excerpts. */
export async function cold(engine, queries, options) {
  const costs = [];
  for (const query of queries) {
    const session = await engine.open({ inRounds: true });
    const start = session.take();
    const found = await session.search(query, { ...options, excerpts: false });
    const titles = session.take();
    if (engine.hasExcerpts) await session.search(query, { ...options, excerpts: true });
    const excerpts = session.take();
    costs.push({
      query,
      found: found.length,
      engine: bytesOf(start),
      titles: bytesOf(titles),
      excerpts: bytesOf(titles) + bytesOf(excerpts),
      requests: start.length + titles.length,
      requestsWithExcerpts: start.length + titles.length + excerpts.length,
      waves: deepest([...start, ...titles]),
      wavesWithExcerpts: deepest([...start, ...titles, ...excerpts]),
      log: [...titles, ...excerpts],
      start,
    });
  }
  return costs;
}

/** All queries one after the other in one session: what each of them loads. */
export async function inARow(engine, queries, options) {
  const session = await engine.open();
  session.take();
  const bytes = [];
  for (const query of queries) {
    await session.search(query, { ...options, excerpts: false });
    if (engine.hasExcerpts) await session.search(query, { ...options, excerpts: true });
    bytes.push(bytesOf(session.take()));
  }
  return bytes;
}

/** Each query typed letter by letter, every letter asked for: bytes from the first letter on, rounds after the last. */
export async function typed(engine, queries, options) {
  const costs = [];
  for (const query of queries) {
    const session = await engine.open();
    const letters = [...query];
    for (let count = 1; count < letters.length; count++) await session.search(letters.slice(0, count).join(""), options);
    const before = session.take();
    await session.search(query, options);
    const last = session.take();
    const rounds = last.length === 0 ? 0 : new Set(last.map(({ wave }) => wave)).size;
    await session.search(query, { ...options, excerpts: true });
    costs.push({ bytes: bytesOf([...before, ...last, ...session.take()]), rounds });
  }
  return costs;
}

/** Milliseconds for a query with excerpts, with nothing of the index read before: in the engine, and unpacking. */
export async function timed(engine, query, options) {
  const session = await engine.open({ isWarm: true });
  session.times();
  await session.search(query, { ...options, excerpts: false });
  if (engine.hasExcerpts) await session.search(query, { ...options, excerpts: true });
  return session.times();
}

/** The same for each query, after some were asked: then the engine's code is compiled. */
export async function compute(engine, queries, options) {
  const times = [];
  for (const query of queries.slice(0, WARMED)) await timed(engine, query, options);
  for (const query of queries) times.push(await timed(engine, query, options));
  return times;
}

/** Bytes and requests of a query, by the kind of file, the mean of all. */
export function byKind(costs, kindOf) {
  const kinds = new Map();
  for (const { log } of costs) {
    for (const { path, bytes } of log) {
      const sum = kinds.get(kindOf(path)) ?? { bytes: 0, requests: 0 };
      kinds.set(kindOf(path), { bytes: sum.bytes + bytes / costs.length, requests: sum.requests + 1 / costs.length });
    }
  }
  return new Map([...kinds].sort(([, a], [, b]) => b.bytes - a.bytes));
}
