// Asks the engine. It runs in a worker and reads no files itself: it says which ones it needs, they are read here, over
// http as they are and on file:// from scripts that hold them as base64. Where the engine cannot run, `search-plain.js`
// answers in its place.
(() => {
  "use strict";
  if (!globalThis.guildhall) return;
  const { words } = guildhall;
  const onDisk = location.protocol === "file:";
  // More rounds of files than this no question needs.
  const ROUNDS = 16;

  const script = (address) =>
    new Promise((resolve, reject) => {
      const made = document.createElement("script");
      made.src = address;
      made.onload = () => resolve(made.remove());
      made.onerror = () => reject(new Error(address));
      document.head.append(made);
    });

  // ---- Files below `search/`: bytes, or base64 on file:// ----

  const overHttp = async (path, cache) => {
    const response = await fetch(words.files + path, { cache });
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    return response.arrayBuffer();
  };

  // Scripts that are loaded call one function: the manifest with itself as base64 and, if it likes, the name of the engine
  // that can read it; the list of bundles with the first path in each of them; a bundle with its files.
  let call;
  let firsts;
  const held = new Map();
  const bundles = new Map();
  const hear = (...values) => (call = values);
  hear.bundles = (paths) => (firsts = paths);
  hear.files = (files) => Object.entries(files).forEach(([path, file]) => held.set(path, file));
  if (onDisk) globalThis.guildhallSearch = hear;
  const forget = () => {
    firsts = undefined;
    for (const kept of [held, bundles]) kept.clear();
  };

  const fromDisk = async (path) => {
    if (!firsts) await script(`${words.files}offline/index.js`);
    const after = firsts.findIndex((first) => first > path);
    const number = (after < 0 ? firsts.length : after) - 1;
    if (!bundles.has(number)) bundles.set(number, script(`${words.files}offline/${number}.js`));
    await bundles.get(number);
    if (!held.has(path)) throw new Error(path);
    return held.get(path);
  };

  const read = onDisk ? fromDisk : overHttp;

  // The one file that changes under its name.
  const manifest = async () => {
    if (onDisk) await script(`${words.files}current.js`);
    else hear(...[...new TextDecoder().decode(await overHttp("current.js", "no-cache")).matchAll(/"([^"]*)"/g)].map(([, value]) => value));
    return { bytes: call[0], engine: call[1] };
  };

  // ---- The worker ----

  const connect = async () => {
    let address = words.worker;
    if (onDisk) {
      await script(address);
      address = URL.createObjectURL(new Blob([`(${guildhall.worker})()`], { type: "text/javascript" }));
    }
    const worker = new Worker(address);
    const waiting = new Map();
    let last = 0;
    let dead = false;
    worker.onmessage = ({ data: { id, value, fault } }) => {
      const [resolve, reject] = waiting.get(id);
      waiting.delete(id);
      if (fault) reject(new Error(fault));
      else resolve(value);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      // It may fail before it is asked for anything.
      dead = true;
      for (const [, reject] of waiting.values()) reject(new Error("worker"));
      waiting.clear();
    };
    const call = (task, ...values) =>
      new Promise((resolve, reject) => {
        if (dead) throw new Error("worker");
        waiting.set(++last, [resolve, reject]);
        worker.postMessage({ id: last, task, values }, values.filter((value) => value instanceof ArrayBuffer));
      });
    return { call, end: () => worker.terminate() };
  };

  const startEngine = async () => {
    if (!words.engine || typeof Worker !== "function") throw new Error("no engine");
    const reading = read(words.engine);
    reading.catch(() => {});
    const { call, end } = await connect();
    // By path: files on their way to the engine, and those that cannot be had. One that it was given it may forget, and ask
    // for again.
    const coming = new Map();
    let cache = "default";

    let running;
    const start = async () => {
      const { bytes, engine = words.engine } = await manifest();
      const code = engine === running ? null : await (engine === words.engine ? reading : read(engine));
      coming.clear();
      await call("start", code, bytes);
      running = engine;
    };
    const give = (path) => {
      if (!coming.has(path)) {
        const bring = async () => {
          const file = await read(path, cache).catch(() => null);
          await call("provide", path, file);
          if (file !== null) coming.delete(path);
        };
        coming.set(path, bring());
      }
      return coming.get(path);
    };
    const answer = async (request, isCurrent) => {
      for (let round = 0; round < ROUNDS; round++) {
        const { done, need } = await call("ask", request);
        if (done) return done;
        if (!isCurrent()) return undefined;
        if (!need) break;
        await Promise.all(need.map(give));
      }
      throw new Error("the index cannot be read");
    };

    // A file that is gone or damaged: perhaps a new version of the site was published meanwhile, perhaps a cache keeps
    // something else under its name. Tried once more, with a fresh manifest and past the caches.
    let restarting;
    const restart = () => {
      cache = "reload";
      forget();
      restarting ??= start().finally(() => (restarting = undefined));
      return restarting;
    };
    const ask = async (request, isCurrent) => {
      try {
        return await answer(request, isCurrent);
      } catch {
        if (!isCurrent()) return undefined;
        await restart();
        return answer(request, isCurrent).finally(() => (cache = "default"));
      }
    };

    await start().catch((fault) => {
      end();
      throw fault;
    });
    return { ask, end };
  };

  const startPlain = async () => {
    const [file] = await Promise.all([read("titles.json", "no-cache"), guildhall.plain ?? script(words.plain)]);
    const bytes = typeof file === "string" ? Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0)) : file;
    return { ask: guildhall.plain(JSON.parse(new TextDecoder().decode(bytes))), end: () => {} };
  };

  // ---- What the others use ----

  let loading;
  const load = () => {
    if (!loading) {
      const mine = startEngine().catch(startPlain);
      loading = mine;
      mine.catch(() => (loading = loading === mine ? undefined : loading));
    }
    return loading;
  };

  guildhall.client = {
    /** Starts what an answer needs, ahead of the first question. */
    prepare: () => load().catch(() => {}),
    /** The answer; `undefined` when `isCurrent` says that nobody waits for it any more. */
    ask: async (request, isCurrent = () => true) => (await load()).ask(request, isCurrent),
    /** Forgets all that was read, for another try. */
    reset: () => {
      loading?.then(({ end }) => end()).catch(() => {});
      loading = undefined;
      forget();
    },
  };
})();
