// The page that a hit leads to: marks the words that were searched for, if there are any.
(() => {
  "use strict";
  if (!globalThis.guildhall) return;
  const { words, recall, script } = guildhall;
  const isAsked = new URLSearchParams(location.search).has("highlight");
  if (isAsked || recall("sessionStorage", "highlight")) script(words.highlight).catch(() => {});
})();
