// Tells the address of `search.beacon` what was looked for and opened. Loaded where a site has one. Only settled queries
// are told, never single letters; numbers and mail addresses are taken out.
(() => {
  "use strict";
  const told = (text) => text.replace(/\S+@\S+/g, " ").replace(/\p{N}+/gu, " ").replace(/\s+/g, " ").trim();
  const send = (message) => {
    const body = JSON.stringify({ ...message, query: told(message.query) });
    // Not `sendBeacon`, which would hand the reader's cookies to another host.
    fetch(guildhall.words.beacon, { method: "POST", mode: "no-cors", keepalive: true, referrerPolicy: "no-referrer", body }).catch(() => {});
  };
  document.addEventListener("guildhall:search", ({ detail: { query, total } }) => send({ event: "search", query, total }));
  document.addEventListener("guildhall:click", ({ detail }) => send({ event: "click", ...detail }));
})();
