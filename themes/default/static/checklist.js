// Lists to tick. What is ticked stays in this browser and is sent nowhere. Things are known by their words, so that one put
// in between moves no tick. Ticks of another day are called so: yesterday's check is not today's.
(() => {
  "use strict";
  const bar = document.querySelector(".tick-bar");
  const boxes = [...document.querySelectorAll(".checklist input")];
  if (!bar || boxes.length === 0) return;
  const [count, since] = bar.querySelectorAll("p");
  const clear = bar.querySelector("button");
  const KEY = `guildhall:checklist:${location.pathname}`;

  const names = new Map();
  const seen = new Map();
  for (const box of boxes) {
    const name = `${box.closest("ul").getAttribute("aria-label")}\n${box.labels[0].textContent.trim()}`.slice(0, 300);
    seen.set(name, (seen.get(name) ?? 0) + 1);
    names.set(box, seen.get(name) > 1 ? `${name}\n${seen.get(name)}` : name);
  }

  // A browser may refuse storage, and what is stored may be anything; then the boxes are as the page has them.
  const stored = () => {
    try {
      const known = JSON.parse(localStorage.getItem(KEY));
      return { at: Number(known?.at) || 0, changed: new Map(Object.entries(known?.changed ?? {})) };
    } catch {
      return { at: 0, changed: new Map() };
    }
  };
  const store = () => {
    try {
      if (state.changed.size > 0) localStorage.setItem(KEY, JSON.stringify({ at: state.at, changed: Object.fromEntries(state.changed) }));
      else localStorage.removeItem(KEY);
    } catch {
      // The ticks hold until the page is left.
    }
  };

  const state = stored();
  const day = (time) => {
    const date = new Date(time);
    const month = date.toLocaleDateString(document.documentElement.lang || undefined, { month: "long" });
    const parts = { "{day}": date.getDate(), "{month}": month, "{year}": date.getFullYear() };
    return bar.dataset.date.replace(/{\w+}/g, (name) => parts[name] ?? name);
  };
  const show = () => {
    const done = boxes.filter((box) => box.checked).length;
    count.textContent = bar.dataset.done.replace("{done}", done).replace("{total}", boxes.length);
    const old = state.at > 0 && day(state.at) !== day(Date.now());
    since.textContent = old ? bar.dataset.since.replace("{date}", day(state.at)) : "";
    clear.hidden = state.changed.size === 0;
    bar.hidden = false;
  };

  for (const box of boxes) {
    const name = names.get(box);
    const known = state.changed.get(name);
    if (typeof known !== "boolean") state.changed.delete(name);
    // Not as a browser may have kept it from an earlier visit.
    box.checked = state.changed.get(name) ?? box.defaultChecked;
    box.addEventListener("change", () => {
      if (box.checked === box.defaultChecked) state.changed.delete(name);
      else state.changed.set(name, box.checked);
      state.at = Date.now();
      store();
      show();
    });
  }
  // Things that the list no longer has are forgotten.
  const current = new Set(names.values());
  for (const name of state.changed.keys()) if (!current.has(name)) state.changed.delete(name);
  if (state.changed.size === 0) state.at = 0;

  clear.addEventListener("click", () => {
    for (const box of boxes) box.checked = box.defaultChecked;
    state.changed.clear();
    state.at = 0;
    store();
    boxes[0].focus();
    show();
  });
  show();
})();
