// The budgets of the design, by the number of pages. Bytes over the line, milliseconds, seconds, shares.

const SMALL = {
  engine: 55e3, titles: 80e3, excerpts: 90e3, warm: 30e3, waves: 3, questionCold: 110e3, questionWarm: 55e3,
  compute: 5, indexSeconds: 0.6, indexMemory: 300e6,
};
const LARGE = {
  engine: 60e3, titles: 90e3, excerpts: 110e3, warm: 45e3, waves: 3, questionCold: 130e3, questionWarm: 70e3,
  compute: 20, indexSeconds: 12, indexMemory: 1.5e9,
};
const most = (limits) => Object.fromEntries(Object.entries(limits).map(([name, most]) => [name, { most }]));

/** The targets for a site of so many pages. */
export const targets = (pages) => most(pages > 10_000 ? LARGE : SMALL);

/** What is found, whatever the size. */
export const QUALITY = { titles: { least: 0.98 }, prefixes: { least: 0.98 }, typosFirst: { least: 0.9 }, typosThree: { least: 0.9 }, nonsense: { least: 1 } };

/** The longest task while typing, in milliseconds. */
export const TASK = { most: 50 };

/** nDCG@10 on judged sets; `loss` is how much one typo in a query may cost. */
export const RELEVANCE = {
  stackfaq: { "clean": { least: 0.85 }, "a typo in every longer word": { least: 0.6 }, loss: 0.04 },
  cranfield: { clean: { least: 0.38 } },
};
