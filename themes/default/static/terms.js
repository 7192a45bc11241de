// What a term means, beside the term, for whoever points at it or comes to it by keyboard; screen readers say it with the
// link. Without this script the browser shows the link's title, to pointers alone.
(() => {
  "use strict";
  const GAP = 6;
  let shown = null;
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    if (shown) shown.hidden = true;
    shown = null;
  };
  // The pointer may go on to the box, to mark what it says, and must not lose it on the way.
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, 200);
  };
  const show = (term, box) => {
    clearTimeout(timer);
    if (shown === box) return;
    hide();
    shown = box;
    box.hidden = false;
    // A term may stand in two lines: the box goes with the first.
    const [line] = term.getClientRects();
    const { width, height } = box.getBoundingClientRect();
    const left = Math.max(GAP, Math.min(line.left, document.documentElement.clientWidth - width - GAP));
    const below = line.bottom + GAP;
    const top = below + height > innerHeight && line.top - GAP - height > 0 ? line.top - GAP - height : below;
    const origin = box.offsetParent.getBoundingClientRect();
    box.style.left = `${left - origin.left}px`;
    box.style.top = `${top - origin.top}px`;
  };

  for (const [n, term] of document.querySelectorAll("a.term[title]").entries()) {
    const box = document.createElement("div");
    box.id = `gh-term-${n + 1}`;
    box.className = "term-box";
    box.setAttribute("role", "tooltip");
    box.textContent = term.title;
    box.hidden = true;
    document.querySelector("main").append(box);
    term.removeAttribute("title");
    term.setAttribute("aria-describedby", box.id);
    term.addEventListener("focus", () => show(term, box));
    term.addEventListener("blur", hide);
    for (const part of [term, box]) {
      part.addEventListener("pointerenter", (event) => {
        if (event.pointerType !== "touch") show(term, box);
      });
      part.addEventListener("pointerleave", leave);
    }
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
})();
