// What others may learn of a search: events on the document, and messages to the address of `search.beacon`, if the site
// has one. Only settled queries are told, never single letters; from messages numbers and mail addresses are taken out.
(() => {
  "use strict";
  if (!globalThis.guildhall) return;
  const { words, recall, keep } = guildhall;
  const RECENT = 8;

  const told = (text) => text.replace(/\S+@\S+/g, " ").replace(/\p{N}+/gu, " ").replace(/\s+/g, " ").trim();
  const send = (message) => {
    if (!words.beacon) return;
    const body = JSON.stringify({ ...message, query: told(message.query) });
    // Not `sendBeacon`, which would hand the reader's cookies to another host.
    fetch(words.beacon, { method: "POST", mode: "no-cors", keepalive: true, referrerPolicy: "no-referrer", body }).catch(() => {});
  };
  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`guildhall:${name}`, { detail }));

  let last;
  guildhall.events = {
    searched: (query, { total, corrected }, ms) => {
      if (query === last) return;
      last = query;
      emit("search", { query, total, corrected: corrected ? corrected.used : null, ms });
      if (total === 0) emit("zero", { query });
      send({ event: "search", query, total });
    },
    /** A hit was opened. Its page marks `surfaces`. */
    clicked: (query, rank, address, surfaces) => {
      emit("click", { query, rank, address });
      send({ event: "click", query, rank, address });
      keep("sessionStorage", "highlight", { path: new URL(address, location.href).pathname, words: surfaces });
    },
  };

  const recent = () => {
    const kept = recall("localStorage", "recent");
    return Array.isArray(kept) ? kept.filter((query) => typeof query === "string").slice(0, RECENT) : [];
  };
  guildhall.recent = {
    list: recent,
    add: (query) => {
      if (query && query.length <= 200) keep("localStorage", "recent", [query, ...recent().filter((other) => other !== query)].slice(0, RECENT));
    },
    clear: () => keep("localStorage", "recent", null),
  };
})();
