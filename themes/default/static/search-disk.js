// The files of the search on file://, where a page can load scripts and nothing else. Loaded there by `js/20-client.js`.
// Scripts that hold the index call one function: the manifest with itself as base64 and, if it likes, the name of the
// engine that can read it; the list of bundles with the first path in each of them; a bundle with its files as base64.
(() => {
  "use strict";
  const { words, script } = guildhall;
  let call;
  let firsts;
  const held = new Map();
  const bundles = new Map();
  const hear = (...values) => (call = values);
  hear.bundles = (paths) => (firsts = paths);
  hear.files = (files) => Object.entries(files).forEach(([path, file]) => held.set(path, file));
  globalThis.guildhallSearch = hear;

  guildhall.disk = {
    /** What the manifest's script calls with. */
    manifest: async () => {
      await script(`${words.files}current.js`);
      return call;
    },
    /** A file below `search/` as base64. */
    read: async (path) => {
      if (!firsts) await script(`${words.files}offline/index.js`);
      const after = firsts.findIndex((first) => first > path);
      const number = (after < 0 ? firsts.length : after) - 1;
      if (!bundles.has(number)) bundles.set(number, script(`${words.files}offline/${number}.js`));
      await bundles.get(number);
      if (!held.has(path)) throw new Error(path);
      return held.get(path);
    },
    /** An address of the worker: no file may be one. */
    worker: async () => {
      await script(words.worker);
      return URL.createObjectURL(new Blob([`(${guildhall.worker})()`], { type: "text/javascript" }));
    },
    forget: () => {
      firsts = undefined;
      for (const kept of [held, bundles]) kept.clear();
    },
  };
})();
