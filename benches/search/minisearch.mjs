// MiniSearch as its manual shows it: one index in one file, loaded whole, with prefixes, a fifth of the letters wrong and
// titles counting twice. It stores no text, so it has no excerpts.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import MiniSearch from "minisearch";
import { sent } from "./wire.mjs";

export const OPTIONS = {
  fields: ["title", "headings", "text"],
  storeFields: ["title"],
  searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 2 } },
};
/** Its script for a page. */
export const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), "node_modules/minisearch/dist/umd/index.js");
export const VERSION = JSON.parse(readFileSync(join(dirname(SCRIPT), "../../package.json"), "utf8")).version;

class Session {
  #index;
  #log;
  #ms = 0;

  constructor(index, log) {
    this.#index = index;
    this.#log = log;
  }

  /** Addresses of the first pages. */
  async search(query, { limit = 10 } = {}) {
    const from = performance.now();
    const found = this.#index.search(query);
    this.#ms += performance.now() - from;
    return found.slice(0, limit).map(({ id }) => id);
  }

  times() {
    const ms = this.#ms;
    this.#ms = 0;
    return { engine: ms, inflate: 0 };
  }

  take() {
    return this.#log.splice(0);
  }
}

/** The search of an index file. It is loaded once: what sessions could differ in is only what was requested. */
export async function minisearch(file) {
  const index = MiniSearch.loadJSON(readFileSync(file, "utf8"), OPTIONS);
  return {
    name: "MiniSearch",
    open: async () => new Session(index, [SCRIPT, file].map((path) => ({ path, wave: 1, bytes: sent(path) }))),
  };
}
