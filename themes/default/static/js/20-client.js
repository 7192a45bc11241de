// Asks the engine. It runs in a worker and reads no files itself: it says which ones it needs, they are read here, over
// http as they are and on file:// by `search-disk.js` as base64. Where the engine cannot run, `search-plain.js` answers in
// its place.
(() => {
  "use strict";
  if (!globalThis.guildhall) return;
  const { words, pause } = guildhall;
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
  guildhall.script = script;

  // ---- Files below `search/`: bytes, or base64 on file:// ----

  const overHttp = async (path, cache) => {
    const response = await fetch(words.files + path, { cache });
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    return response.arrayBuffer();
  };

  let disk;
  const loadDisk = async () => {
    await (disk ??= script(words.disk));
    return guildhall.disk;
  };
  const read = onDisk ? async (path) => (await loadDisk()).read(path) : overHttp;

  // The one file that changes under its name: it as base64 and, if it likes, the name of the engine that can read it.
  let current;
  const readCurrent = async () => {
    current = onDisk
      ? await (await loadDisk()).manifest()
      : [...new TextDecoder().decode(await overHttp("current.js", "no-cache")).matchAll(/"([^"]*)"/g)].map(([, value]) => value);
    foresee();
    return current;
  };
  // Never twice at a time: browsers make the second wait for the first.
  let underway;
  const manifest = () => (underway ??= readCurrent().finally(() => (underway = undefined)));

  // Files that are read before the engine asks for them.
  const early = new Map();
  const forget = () => {
    guildhall.disk?.forget();
    early.clear();
    underway = undefined;
  };

  // While the engine is on its way, what it will ask for first is read already.
  let asked;
  const foresee = () => {
    if (onDisk || !current || !asked) return;
    try {
      for (const path of guildhall.ahead(atob(current[0]), asked.query, asked.typing)) {
        if (early.has(path)) continue;
        const file = read(path);
        file.catch(() => {});
        early.set(path, file);
      }
    } catch {
      // No manifest; the engine will say so.
    }
  };

  // ---- The worker ----

  const connect = async () => {
    const worker = new Worker(onDisk ? await (await loadDisk()).worker() : words.worker);
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
      const [bytes, engine = words.engine] = await manifest();
      const code = engine === running ? null : await (engine === words.engine ? reading : read(engine));
      coming.clear();
      await call("start", code, bytes);
      running = engine;
    };
    const give = (path) => {
      if (!coming.has(path)) {
        const bring = async () => {
          // Given away, a file is gone from here.
          const known = early.get(path);
          early.delete(path);
          const file = await (known ?? read(path, cache)).catch(() => null);
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
        // Each in a task of its own: a dozen requests in one would keep a slow machine from the keys.
        await Promise.all(need.map((path) => pause(0).then(() => give(path))));
      }
      throw new Error("index");
    };

    // A file that is gone or damaged: perhaps a new version of the site was published meanwhile, perhaps a cache keeps
    // something else under its name. Tried once more, with a fresh manifest and past the caches.
    let restarting;
    const restart = () => {
      cache = "reload";
      forget();
      return (restarting ??= start().finally(() => (restarting = undefined)));
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
    await (guildhall.plain ?? script(words.plain));
    return guildhall.plain(read);
  };

  // ---- What the others use ----

  let loading;
  let isLoaded = false;
  const load = () => {
    if (!loading) {
      const mine = (loading = startEngine().catch(startPlain));
      isLoaded = false;
      mine.then(
        () => {
          isLoaded = true;
          asked = undefined;
        },
        () => (loading = loading === mine ? undefined : loading),
      );
    }
    return loading;
  };

  // The manifest is small. It is read once the page is at rest, so that from the first letter on it is known where words
  // are; with the engine it is asked for again.
  if (!onDisk && words.engine && !navigator.connection?.saveData) {
    const rest = globalThis.requestIdleCallback ?? setTimeout;
    addEventListener("load", () => rest(() => loading ?? manifest().catch(() => {})));
  }

  guildhall.client = {
    /** Starts what an answer needs, ahead of the first question. */
    prepare: () => load().catch(() => {}),
    /** The answer; `undefined` when `isCurrent` says that nobody waits for it any more. */
    ask: async (request, isCurrent = () => true) => {
      const coming = load();
      if (!isLoaded) asked = request;
      foresee();
      return (await coming).ask(request, isCurrent);
    },
    /** Forgets all that was read, for another try. */
    reset: () => {
      loading?.then(({ end }) => end()).catch(() => {});
      loading = undefined;
      forget();
    },
  };
})();
