// Light, dark or as the system has it. Loaded ahead of the styles and without `defer`, so that no page is ever painted
// in the wrong colours first; that is also why it is short. What can wait is in `frame.js`.
(() => {
  "use strict";
  const KEY = "guildhall:palette";
  const root = document.documentElement;
  root.classList.add("js");

  // A browser may refuse storage; then the choice holds for this page only.
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const store = (name) => {
    try {
      localStorage.setItem(KEY, name);
    } catch {
      // Nothing to do: see above.
    }
  };
  const apply = (name) => {
    root.dataset.palette = name === "light" || name === "dark" ? name : "auto";
  };
  apply(stored());

  document.addEventListener("DOMContentLoaded", () => {
    const select = document.querySelector("[data-palette-choice]");
    if (!select) return;
    select.value = root.dataset.palette;
    select.addEventListener("change", () => {
      apply(select.value);
      store(select.value);
    });
    addEventListener("storage", (event) => {
      if (event.key === KEY) {
        apply(event.newValue);
        select.value = root.dataset.palette;
      }
    });
  });
})();
