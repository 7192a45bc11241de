// Guildhall's engine as the page uses it: the shipped WebAssembly behind the door that `crates/search/src/door.rs`
// describes, with files from the built site. The worker's part of `search-worker.js`, without the messages, and what the
// page reads ahead of it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { inflateRawSync } from "node:zlib";
import { Wire } from "./wire.mjs";

// More rounds of files than this the page does not go.
const ROUNDS = 16;
const MANIFEST = "search/current.js";
const REPLIES = ["done", "need", "failed", "damaged", "version", "closed"];
// What the folders below `search/` hold.
const KINDS = { words: "lexicon, speller", lists: "postings, positions", cards: "cards", text: "texts" };
const utf8 = new TextEncoder();

/** The page's own forecast of the chunks that the engine asks for first. */
const { ahead } = (() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const guildhall = { fold };
  const script = fileURLToPath(new URL("../../themes/default/static/js/15-ahead.js", import.meta.url));
  runInNewContext(readFileSync(script, "utf8"), { guildhall });
  return guildhall;
})();

const number = (value) => (value < 128 ? [value] : [(value % 128) | 128, ...number(Math.floor(value / 128))]);
const text = (value) => {
  const letters = utf8.encode(value);
  return [...number(letters.length), ...letters];
};
/** A question in order of relevance without filters. */
const question = ({ query, limit, typing, excerpts }) =>
  Uint8Array.from([(typing ? 1 : 0) | (excerpts ? 4 : 0), 0, ...number(0), ...number(limit), ...text(query), ...number(0)]);

class Session {
  #door;
  #wire;
  #wave = 1;
  #given = new Map();
  #times = { engine: 0, inflate: 0 };
  #manifest;

  constructor(door, wire, manifest) {
    this.#door = door;
    this.#wire = wire;
    this.#manifest = manifest;
    const { reply } = this.#call("open", manifest);
    if (reply !== "done") throw new Error(`the manifest cannot be read: ${reply}`);
    this.times();
  }

  #call(name, ...pieces) {
    const from = performance.now();
    let at = this.#door.room(pieces.reduce((sum, piece) => sum + piece.length, 0));
    for (const piece of pieces) {
      new Uint8Array(this.#door.memory.buffer).set(piece, at);
      at += piece.length;
    }
    at = this.#door[name]();
    const view = new DataView(this.#door.memory.buffer);
    const said = new TextDecoder().decode(new Uint8Array(this.#door.memory.buffer, at + 5, view.getUint32(at, true)));
    this.#times.engine += performance.now() - from;
    return { reply: REPLIES[view.getUint8(at + 4)], said };
  }

  // The engine forgets files it has not used for long and asks for them again: a browser has them in its cache, so that only
  // the first time counts.
  #fetch(path) {
    if (!this.#given.has(path)) this.#given.set(path, this.#wire.read(`search/${path}`, this.#wave));
    return this.#given.get(path);
  }

  #give(path) {
    const file = this.#fetch(path);
    const from = performance.now();
    const bytes = inflateRawSync(file);
    this.#times.inflate += performance.now() - from;
    this.#call("provide", text(path), [1], bytes);
  }

  /** Addresses of the first pages. */
  async search(query, { limit = 10, typing = true, excerpts = false } = {}) {
    const asked = question({ query, limit, typing, excerpts });
    // The engine is not there yet: it comes with what it will ask for.
    if (this.#given.size === 0) ahead(this.#manifest.toString("latin1"), query, typing).forEach((path) => this.#fetch(path));
    for (let round = 0; round < ROUNDS; round++) {
      const { reply, said } = this.#call("ask", asked);
      if (reply === "done") return JSON.parse(said).hits.map(({ address }) => address);
      if (reply !== "need") throw new Error(`${query}: ${reply} ${said}`);
      const paths = said.trim().split("\n");
      if (paths.some((path) => !this.#given.has(path))) this.#wave++;
      paths.forEach((path) => this.#give(path));
    }
    throw new Error(`${query}: needs more than ${ROUNDS} rounds of files`);
  }

  /** Milliseconds in the engine, and for unpacking, since it was last asked. */
  times() {
    const times = this.#times;
    this.#times = { engine: 0, inflate: 0 };
    return times;
  }

  take() {
    return this.#wire.take();
  }
}

/** The search of a built site. */
export async function guildhall(site) {
  const wire = new Wire(site);
  const asset = (name) => `assets/${readdirSync(join(site, "assets")).find((file) => new RegExp(`^${name}-[0-9a-f]+\\.js$`).test(file))}`;
  const [, manifest, named] = /"([^"]*)"(?:, *"([^"]*)")?/.exec(readFileSync(join(site, MANIFEST), "utf8"));
  const engine = named ?? readdirSync(join(site, "search")).find((file) => file.startsWith("engine-"));
  const module = await WebAssembly.compile(inflateRawSync(readFileSync(join(site, "search", engine))));
  const warm = await WebAssembly.instantiate(module, {});
  return {
    name: "Guildhall",
    hasExcerpts: true,
    searchesByLetter: true,
    kindOf: (path) => KINDS[path.split("/")[1]],
    /**
     * A browser that has seen nothing of the search but what every page loads, the scripts and, at rest, the manifest; or an
     * engine that ran before.
     */
    open: async ({ isWarm = false } = {}) => {
      const { exports } = isWarm ? warm : await WebAssembly.instantiate(module, {});
      wire.take();
      for (const path of [asset("dialog-en"), asset("search"), MANIFEST]) wire.read(path, 0);
      for (const path of [`search/${engine}`, asset("search-worker")]) wire.read(path, 1);
      wire.again(MANIFEST, 1);
      return new Session(exports, wire, Buffer.from(manifest, "base64"));
    },
  };
}
