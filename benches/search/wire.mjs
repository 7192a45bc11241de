// The files of one folder as they pass over the line. A file counts with what `gzip -9` makes of it, or with its own size
// where that is less, which is so for files that are stored compressed. Headers do not count.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const sizes = new Map();

/** Bytes of a file over the line. */
export function sent(path, bytes = readFileSync(path)) {
  if (!sizes.has(path)) sizes.set(path, Math.min(bytes.length, gzipSync(bytes, { level: 9 }).length));
  return sizes.get(path);
}

/** Reads files, keeps what it read, and notes each request. A wave is a round of requests that wait for those before. */
export class Wire {
  #folder;
  #files = new Map();
  #log = [];

  constructor(folder) {
    this.#folder = folder;
  }

  read(path, wave = 0) {
    const place = join(this.#folder, path);
    if (!this.#files.has(path)) this.#files.set(path, readFileSync(place));
    this.#log.push({ path, wave, bytes: sent(place, this.#files.get(path)) });
    return this.#files.get(path);
  }

  /** A file that is asked for again and has not changed: the answer has no body. */
  again(path, wave) {
    this.#log.push({ path, wave, bytes: 0 });
  }

  /** The requests since it was last asked. */
  take() {
    const log = this.#log;
    this.#log = [];
    return log;
  }
}

/** The sum of the bytes of some requests. */
export const bytesOf = (log) => log.reduce((sum, { bytes }) => sum + bytes, 0);
