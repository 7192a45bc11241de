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

  const [bar, said, clear] = progress.children;
  const next = document.createElement("a");
  said.after(" ", next);
  const ticks = new Map();
  const done = stored();
  const show = () => {
    const count = [...ticks.keys()].filter((tick) => tick.checked).length;
    bar.max = steps.length;
    bar.value = count;
    const { text, all } = progress.dataset;
    said.textContent = count === steps.length ? all : text.replace("{done}", count).replace("{total}", steps.length);
    // Where to go on is no news before the first step and none after the last.
    const [, step] = [...ticks].find(([tick]) => !tick.checked) ?? [];
    next.hidden = !step || count === 0;
    if (step) {
      next.href = step.address;
      next.textContent = progress.dataset.next.replace("{step}", () => step.name);
    }
    clear.hidden = count === 0;
  };

  const seen = new Map();
  for (const [place, step] of steps.entries()) {
    const link = step.querySelector("a[href]");
    const name = (link ?? step).textContent.trim().slice(0, 200);
    // One page may be two steps.
    const target = link?.getAttribute("href") ?? name;
    seen.set(target, (seen.get(target) ?? 0) + 1);
    const key = seen.get(target) > 1 ? `${target}#${seen.get(target)}` : target;
    step.id ||= `gh-step-${place + 1}`;
    const tick = document.createElement("input");
    tick.type = "checkbox";
    tick.className = "tick";
    tick.checked = done.has(key);
    tick.setAttribute("aria-label", name);
    ticks.set(tick, { name: name.length > 60 ? `${name.slice(0, 60)}…` : name, address: link?.href ?? `#${step.id}` });
    tick.addEventListener("change", () => {
      if (tick.checked) done.add(key);
      else done.delete(key);
      store(done);
      show();
    });
    // A step of several paragraphs begins inside the first.
    (step.firstElementChild?.localName === "p" ? step.firstElementChild : step).prepend(tick);
  }
  clear.addEventListener("click", () => {
    for (const tick of ticks.keys()) tick.checked = false;
    done.clear();
    store(done);
    [...ticks.keys()][0].focus();
    show();
  });
  show();
})();
