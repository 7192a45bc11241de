// The landing page of a hit: marks the words that were searched for, counts them, and leads from one to the next. Nothing
// of the page is changed: the ranges are drawn by the browser. Words come from the click (kept for this tab) or from
// `?highlight=` in the address; where there are any, `js/60-highlight.js` loads this.
(() => {
  "use strict";
  const main = document.querySelector("main article");
  if (!globalThis.guildhall || !main || !globalThis.CSS?.highlights) return;
  const { words, element, fill, fold, recall, keep } = guildhall;
  // A page of any length stays quick: this much is looked at, so much is marked.
  const [LETTERS, MARKS] = [500_000, 500];

  const wanted = () => {
    const kept = recall("sessionStorage", "highlight");
    keep("sessionStorage", "highlight", null);
    const asked = new URLSearchParams(location.search).get("highlight");
    const given = asked ? asked.split(/\s+/) : kept?.path === location.pathname && Array.isArray(kept.words) ? kept.words : [];
    return [...new Set(given.flatMap((word) => fold(word).split(/[^\p{L}\p{N}]+/u)))].filter((word) => word.length > 1);
  };

  // Whole words, and words that begin with a longer one: "visa" marks "visas".
  const find = (terms) => {
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(".trail, .toc, .about, script") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const ranges = [];
    for (let left = LETTERS; left > 0 && ranges.length < MARKS && texts.nextNode(); ) {
      const { data } = texts.currentNode;
      left -= data.length;
      for (const { 0: word, index } of data.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
        const folded = fold(word);
        if (!terms.some((term) => folded === term || (term.length > 3 && folded.startsWith(term)))) continue;
        const range = new Range();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        ranges.push(range);
      }
    }
    return ranges;
  };

  const terms = wanted();
  const ranges = terms.length > 0 ? find(terms) : [];
  if (ranges.length === 0) return;
  CSS.highlights.set("gh-found", new Highlight(...ranges));

  const button = (label, sign, act) => {
    const made = element("button", "", sign);
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  let at = -1;
  const place = element("span", "", fill(words.found, { n: ranges.length }));
  place.setAttribute("role", "status");
  const go = (step) => {
    at = (at + step + ranges.length) % ranges.length;
    CSS.highlights.set("gh-current", new Highlight(ranges[at]));
    const within = ranges[at].startContainer.parentElement;
    const folded = within.closest("details:not([open])");
    if (folded) folded.open = true;
    within.scrollIntoView({ block: "center" });
    place.textContent = fill(words.foundAt, { n: at + 1, total: ranges.length });
  };
  const end = () => {
    CSS.highlights.delete("gh-found");
    CSS.highlights.delete("gh-current");
    bar.remove();
    removeEventListener("keydown", onKey);
  };
  const onKey = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) end();
  };
  const bar = element(
    "div",
    "found",
    place,
    button(words.foundPrevious, "↑", () => go(at < 0 ? 0 : -1)),
    button(words.foundNext, "↓", () => go(1)),
    button(words.foundEnd, "×", end),
  );
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", words.foundLabel);
  document.body.append(bar);
  addEventListener("keydown", onKey);
})();
