// Pagefind as a page uses it: its own script, with files from memory. It runs without a worker here; the worker's script,
// which a browser loads between the two, is counted where it would be loaded.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Wire } from "./wire.mjs";

const HOST = "https://pagefind.invalid/";
// So long no further request has come when a round of them is complete; only where rounds are counted.
const QUIET = 40;

const KINDS = { index: "index", fragment: "fragments: title and text" };

let current;
globalThis.fetch = (address) => current.answer(address);
// What it asks for the language of the page.
globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => "en" }) };

/** Answers requests: at once, or in rounds, each when nothing more is asked for. */
class Line {
  #wire;
  #waiting = [];
  #timer;
  wave = 2;

  constructor(wire, inRounds) {
    this.#wire = wire;
    this.inRounds = inRounds;
  }

  #response(address) {
    const file = this.#wire.read(address.slice(HOST.length).replace(/\?.*/, ""), this.wave);
    const bytes = async () => file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
    return { ok: true, status: 200, arrayBuffer: bytes, json: async () => JSON.parse(file.toString()) };
  }

  answer(address) {
    if (!this.inRounds) return Promise.resolve(this.#response(address));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), QUIET);
    return new Promise((resolve) => this.#waiting.push(() => resolve(this.#response(address))));
  }

  #flush() {
    this.wave++;
    for (const answer of this.#waiting.splice(0)) answer();
  }
}

class Session {
  #instance;
  #line;
  #wire;
  #ms = 0;

  constructor(instance, line, wire) {
    this.#instance = instance;
    this.#line = line;
    this.#wire = wire;
  }

  /** Addresses of the first pages. Titles and excerpts are in one file, so there is nothing to leave out. */
  async search(query, { limit = 10 } = {}) {
    current = this.#line;
    const from = performance.now();
    const { results } = await this.#instance.search(query);
    const pages = await Promise.all(results.slice(0, limit).map((result) => result.data()));
    this.#ms += performance.now() - from;
    return pages.map(({ url }) => url.replace(/^\//, ""));
  }

  times() {
    const ms = this.#ms;
    this.#ms = 0;
    return { engine: ms, inflate: 0 };
  }

  take() {
    return this.#wire.take();
  }
}

/** The search of an index that Pagefind wrote into `folder`; `copy` is a name for its script as a module. */
export async function pagefind(folder, copy) {
  copyFileSync(join(folder, "pagefind.js"), copy);
  const { createInstance } = await import(pathToFileURL(copy).href);
  const wire = new Wire(folder);
  return {
    name: "Pagefind",
    hasExcerpts: true,
    kindOf: (path) => KINDS[path.split("/")[0]],
    open: async ({ inRounds = false } = {}) => {
      wire.take();
      wire.read("pagefind.js", 1);
      wire.read("pagefind-worker.js", 2);
      const line = new Line(wire, inRounds);
      current = line;
      const instance = createInstance({ basePath: HOST, baseUrl: "/" });
      await instance.init();
      await instance.filters();
      return new Session(instance, line, wire);
    },
  };
}
