// The engine's side of the search: WebAssembly behind a door of five functions. Over http this file is the worker; on
// file://, where no worker may be started from a file, the page loads it as a script and makes a worker of its text.
(() => {
  "use strict";
  const main = () => {
    const utf8 = new TextEncoder();
    let module;
    let door;
    let handle;

    const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const bytesOf = (file) => (typeof file === "string" ? fromBase64(file) : new Uint8Array(file));
    const inflate = async (bytes) => {
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    };

    // Lends bytes to the engine for one call. Memory may move while it runs, so a view is made when it is needed.
    const lend = (bytes, use) => {
      const at = door.alloc(bytes.length);
      new Uint8Array(door.memory.buffer, at, bytes.length).set(bytes);
      try {
        return use(at, bytes.length);
      } finally {
        door.free(at, bytes.length);
      }
    };

    // A question as the engine reads it: numbers as LEB128, texts and lists with their length first.
    const SORTS = ["relevance", "date", "title"];
    const encode = (request) => {
      const bytes = [];
      const number = (value) => {
        for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
        bytes.push(value);
      };
      const text = (value) => {
        const letters = utf8.encode(value);
        number(letters.length);
        for (const letter of letters) bytes.push(letter);
      };
      const list = (values, write) => {
        number(values.length);
        values.forEach(write);
      };
      text(request.query);
      list(request.filters, ([key, values]) => {
        text(key);
        list(values, text);
      });
      number(SORTS.indexOf(request.sort));
      number(request.offset);
      number(request.limit);
      for (const flag of ["typing", "verbatim", "excerpts", "facets"]) number(request[flag] ? 1 : 0);
      return Uint8Array.from(bytes);
    };

    const tasks = {
      start: async (engine, manifest) => {
        if (engine) module = await WebAssembly.compile(bytesOf(engine));
        door = (await WebAssembly.instantiate(module, {})).exports;
        handle = lend(fromBase64(manifest), door.open);
        if (handle !== 0) throw new Error("the manifest cannot be read");
      },
      provide: async (path, file) => {
        const bytes = file === null ? null : await inflate(bytesOf(file)).catch(() => null);
        lend(utf8.encode(path), (at, length) =>
          lend(bytes ?? new Uint8Array(), (from, size) => door.provide(at, length, from, size, bytes ? 1 : 0)),
        );
      },
      ask: (request) => {
        const packed = lend(encode(request), door.ask);
        const [at, length] = [Number(packed >> 32n), Number(packed & 0xffffffffn)];
        const reply = new TextDecoder().decode(new Uint8Array(door.memory.buffer, at, length));
        door.free(at, length);
        return JSON.parse(reply);
      },
    };

    onmessage = async ({ data: { id, task, values } }) => {
      try {
        postMessage({ id, value: await tasks[task](...values) });
      } catch (fault) {
        postMessage({ id, fault: String(fault) });
      }
    };
  };
  if (typeof document === "undefined") main();
  else guildhall.worker = main;
})();
