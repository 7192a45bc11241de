// The steps of a learning path, to be ticked off. What is ticked stays in this browser and is sent nowhere. Steps are known
// by what they lead to, so that one put in between moves no tick.
(() => {
  "use strict";
  const progress = document.querySelector(".path-progress");
  const steps = [...document.querySelectorAll(".kind-path .prose > ol > li")];
  if (!progress || steps.length === 0) return;
  const KEY = `guildhall:path:${location.pathname}`;

  // A browser may refuse storage, and what is stored may be anything; then nothing is ticked.
  const stored = () => {
    try {
      const known = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return new Set(Array.isArray(known) ? known : []);
    } catch {
      return new Set();
    }
  };
  const store = (done) => {
    try {
      if (done.size > 0) localStorage.setItem(KEY, JSON.stringify([...done]));
      else localStorage.removeItem(KEY);
    } catch {
      // The ticks hold until the page is left.
    }
  };

  // "3 of 11" counts through all lists, and so do their numbers.
  let before = 0;
  for (const list of document.querySelectorAll(".kind-path .prose > ol")) {
    list.start = before + 1;
    before += list.children.length;
  }

  const done = stored();
  const show = () => {
    const count = steps.filter((step) => step.querySelector(".tick")?.checked).length;
    progress.textContent = progress.dataset.text.replace("{done}", count).replace("{total}", steps.length);
  };
  for (const step of steps) {
    const link = step.querySelector("a[href]");
    const name = (link ?? step).textContent.trim().slice(0, 200);
    const key = link?.getAttribute("href") ?? name;
    const tick = document.createElement("input");
    tick.type = "checkbox";
    tick.className = "tick";
    tick.checked = done.has(key);
    tick.setAttribute("aria-label", name);
    tick.addEventListener("change", () => {
      if (tick.checked) done.add(key);
      else done.delete(key);
      store(done);
      show();
    });
    // A step of several paragraphs begins inside the first.
    (step.firstElementChild?.localName === "p" ? step.firstElementChild : step).prepend(tick);
  }
  show();
})();
