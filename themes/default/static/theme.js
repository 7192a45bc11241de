// Light, dark or as the system has it. Loaded ahead of the styles and without `defer`, so that no page is ever painted
// in the wrong colours first; that is also why it is short.
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
  const known = (name) => (name === "light" || name === "dark" ? name : "auto");
  const apply = (name) => {
    root.dataset.palette = known(name);
  };
  apply(stored());

  // On wide screens the navigation stands open. Styles see to that where `::details-content` is known; this does so
  // everywhere, and lets assistive technology know.
  const unfold = (details, width) => {
    const wide = matchMedia(`(min-width: ${width})`);
    const follow = () => {
      details.open = wide.matches;
    };
    wide.addEventListener("change", follow);
    follow();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const select = document.querySelector("[data-palette-choice]");
    if (select) {
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
    }
    for (const details of document.querySelectorAll("details[data-open-from]")) {
      unfold(details, details.dataset.openFrom);
    }
    // The navigation is a box of its own on wide screens: the current page is to be in sight.
    const here = document.querySelector(".side [aria-current]");
    const side = here?.closest(".side");
    if (side && side.scrollHeight > side.clientHeight) {
      const { top, bottom } = here.getBoundingClientRect();
      side.scrollTop += (top + bottom - side.clientHeight) / 2 - side.getBoundingClientRect().top;
    }
  });

  // Paper cannot be clicked: everything folded is printed open.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main details:not([open])")];
    for (const details of folded) details.open = true;
    const now = new Date();
    const month = now.toLocaleDateString(root.lang || undefined, { month: "long" });
    const today = { "{day}": now.getDate(), "{month}": month, "{year}": now.getFullYear() };
    // `data-paper` is the address, or how a day is written.
    for (const fact of document.querySelectorAll("[data-paper]")) {
      const form = fact.dataset.paper;
      const text = form === "address" ? location.href.split("#")[0] : form.replace(/{\w+}/g, (name) => today[name] ?? name);
      fact.lastElementChild.textContent = text;
      fact.hidden = form === "address" && location.protocol === "file:";
    }
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
    folded = [];
  });
})();
