// Seeded choices: the same seed and the same list give the same choice on every machine.

/** Numbers from 0 up to 1 (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (random, count) => Math.floor(random() * count);

/** One of a list. */
export const one = (random, list) => list[below(random, list.length)];

/** So many of a list, or all of it, in an order drawn at random. */
export function sample(random, list, count) {
  const rest = [...list];
  const taken = [];
  while (rest.length > 0 && taken.length < count) {
    const at = below(random, rest.length);
    taken.push(rest[at]);
    rest[at] = rest.at(-1);
    rest.pop();
  }
  return taken;
}

// Keys beside a key.
const NEAR = {
  q: "wa", w: "qes", e: "wrd", r: "etf", t: "ryg", y: "tuh", u: "yij", i: "uok", o: "ipl", p: "ol", a: "qsz", s: "awdx", d: "sefc",
  f: "drgv", g: "fthb", h: "gyjn", j: "hukm", k: "jil", l: "kop", z: "asx", x: "zsdc", c: "xdfv", v: "cfgb", b: "vghn", n: "bhjm", m: "njk",
};

/** A word with one edit: two neighbours swapped, a letter lost, doubled or hit beside; the first letter stays. */
export function misspell(random, word) {
  const at = 1 + below(random, word.length - 2);
  const [before, letter, after] = [word.slice(0, at), word[at], word.slice(at + 1)];
  const edits = [
    () => before + after.slice(0, 1) + letter + after.slice(1),
    () => before + after,
    () => before + letter + letter + after,
    () => before + one(random, NEAR[letter] ?? letter) + after,
  ];
  return one(random, edits)();
}

/** Letters that are no word. */
export function gibberish(random) {
  const letters = "bcdfghjklmnpqrstvwxz";
  return Array.from({ length: 9 + below(random, 5) }, () => one(random, [...letters])).join("");
}
