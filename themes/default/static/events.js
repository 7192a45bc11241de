// What is over looks so without a new build: everything with an instant in `data-over` is marked once that has passed.
(() => {
  "use strict";
  /** The longest that a timer may wait in browsers, and long enough to look again. */
  const LONGEST = 2 ** 31 - 1;

  const mark = () => {
    let next = Infinity;
    for (const part of document.querySelectorAll("[data-over]")) {
      const left = Date.parse(part.dataset.over) - Date.now();
      part.classList.toggle("is-over", left <= 0);
      for (const word of part.querySelectorAll(":scope > .over")) {
        word.hidden = left > 0;
      }
      if (left > 0) {
        next = Math.min(next, left);
      }
    }
    if (next < Infinity) {
      setTimeout(mark, Math.min(next, LONGEST));
    }
  };
  mark();
})();
