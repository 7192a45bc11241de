// The engine's side of the search: WebAssembly behind the door that `crates/search/src/door.rs` describes. Over http this file is the worker; on
// file://, where no worker may be started from a file, the page loads it as a script and makes a worker of its text.
(() => {
  "use strict";
  const main = () => {
    const utf8 = new TextEncoder();
    let module;
    let door;

    const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const bytesOf = (file) => (typeof file === "string" ? fromBase64(file) : new Uint8Array(file));
    const inflate = async (bytes) => {
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    };

    // Calls the engine with some bytes: they are put where it says. Its reply has a length in four bytes, what it is in
    // one, then a text. Memory may move while it runs, so views are made when they are needed.
    const REPLIES = ["done", "need", "failed", "damaged", "version", "closed"];
    const call = (name, ...pieces) => {
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      let at = door.room(length);
      for (const piece of pieces) {
        new Uint8Array(door.memory.buffer).set(piece, at);
        at += piece.length;
      }
      at = door[name]();
      const view = new DataView(door.memory.buffer);
      const text = new Uint8Array(door.memory.buffer, at + 5, view.getUint32(at, true));
      return { reply: REPLIES[view.getUint8(at + 4)], text: new TextDecoder().decode(text) };
    };

    // Numbers as LEB128, texts and lists with their length first.
    const SORTS = ["relevance", "date", "title"];
    const FLAGS = ["typing", "verbatim", "excerpts", "facets"];
    const number = (value) => (value < 128 ? [value] : [(value % 128) | 128, ...number(Math.floor(value / 128))]);
    const text = (value) => {
      const letters = utf8.encode(value);
      return [...number(letters.length), ...letters];
    };
    const list = (values, write) => [...number(values.length), ...values.flatMap(write)];
    const question = (request) => [
      FLAGS.reduce((flags, flag, bit) => flags | (request[flag] ? 1 << bit : 0), 0),
      SORTS.indexOf(request.sort),
      ...number(request.offset),
      ...number(request.limit),
      ...text(request.query),
      ...list(request.filters, ([key, values]) => [...text(key), ...list(values, text)]),
    ];

    const tasks = {
      start: async (engine, manifest) => {
        if (engine) module = await WebAssembly.compile(await inflate(bytesOf(engine)));
        door = (await WebAssembly.instantiate(module, {})).exports;
        const { reply } = call("open", fromBase64(manifest));
        if (reply !== "done") throw new Error(`manifest: ${reply}`);
      },
      provide: async (path, file) => {
        const bytes = file === null ? null : await inflate(bytesOf(file)).catch(() => null);
        call("provide", text(path), bytes ? [1] : [0], bytes ?? []);
      },
      ask: (request) => {
        const { reply, text } = call("ask", question(request));
        if (reply === "done") return { done: JSON.parse(text) };
        if (reply === "need") return { need: text.trim().split("\n") };
        return { failed: text };
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
