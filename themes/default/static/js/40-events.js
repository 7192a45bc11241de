// What others may learn of a search: events on the document, of settled queries only, never of single letters. What a site
// with `search.beacon` sends is made of them by `search-beacon.js`. And what was searched for before.
(() => {
  "use strict";
  if (!globalThis.guildhall) return;
  const { recall, keep } = guildhall;
  const RECENT = 8;

  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(`guildhall:${name}`, { detail }));

  let last;
  guildhall.events = {
    searched: (query, { total, corrected }, ms) => {
      if (query === last) return;
      last = query;
      emit("search", { query, total, corrected: corrected ? corrected.used : null, ms });
      if (total === 0) emit("zero", { query });
    },
    /** A hit was opened. Its page marks `surfaces`. */
    clicked: (query, rank, address, surfaces) => {
      emit("click", { query, rank, address });
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
