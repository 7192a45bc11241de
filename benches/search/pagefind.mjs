// Pagefind as a page uses it: its own script, with files from memory. It runs without a worker here; the worker's script,
// which a browser loads between the two, is counted where it would be loaded.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Wire } from "./wire.mjs";

const HOST = "https://pagefind.invalid/";
// So long no further request has come when a round of them is complete; only where rounds are counted.
const QUIET = 40;

// So many sessions share one WASM.
const SESSIONS = 10;
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

// Its script as a function. As a module it would never be forgotten, and its WASM keeps what every session loads: some
// hundred sessions with a large index do not fit into one.
function script(folder) {
  const text = readFileSync(join(folder, "pagefind.js"), "utf8").replaceAll("import.meta.url", JSON.stringify(`${HOST}pagefind.js`));
  return new Function(text.replace(/export\s*\{([^}]*)\};?\s*$/, "return { $1 };"));
}

/** The search of an index that Pagefind wrote into `folder`. */
export async function pagefind(folder) {
  const start = script(folder);
  const wire = new Wire(folder);
  let running;
  let sessions = 0;
  return {
    name: "Pagefind",
    hasExcerpts: true,
    kindOf: (path) => KINDS[path.split("/")[0]],
    open: async ({ inRounds = false } = {}) => {
      if (sessions++ % SESSIONS === 0) running = start();
      wire.take();
      wire.read("pagefind.js", 1);
      wire.read("pagefind-worker.js", 2);
      const line = new Line(wire, inRounds);
      current = line;
      const instance = running.createInstance({ basePath: HOST, baseUrl: "/" });
      await instance.init();
      await instance.filters();
      return new Session(instance, line, wire);
    },
  };
}
