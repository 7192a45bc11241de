// What the parts of the search share. They are joined into `search.js` in name order, each in a scope of its own; what
// one part offers to the others it puts on `guildhall`. The dialog comes in a script of its own, which every page of a
// language shares; the words readers see are its attributes. Whatever comes from the index is put in as text nodes: a
// title with markup in it stays a title.
(() => {
  "use strict";
  const frame = document.createElement("template");
  frame.innerHTML = globalThis.guildhallDialog ?? "";
  const dialog = frame.content.querySelector("dialog#gh-search");
  if (typeof dialog?.showModal !== "function") return;
  const words = dialog.dataset;

  // This script lies in the site's `assets/`. What the dialog names is named from the root.
  words.root = new URL("..", document.currentScript.src).href;
  for (const name of ["files", "page", "worker", "plain", "disk", "highlight"]) words[name] = words.root + words[name];
  for (const name of ["href", "action", "src"]) {
    for (const part of dialog.querySelectorAll(`[${name}]:not([${name}^="#"])`)) {
      part.setAttribute(name, new URL(part.getAttribute(name), words.root).href);
    }
  }
  document.body.append(dialog);
  const language = document.documentElement.lang || undefined;

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  // The same with nodes: gives a list for `append`.
  const weave = (text, values) => text.split(/(\{\w+\})/).map((part) => values[part.slice(1, -1)] ?? part);

  const number = new Intl.NumberFormat(language);
  const count = ({ total, atLeast }) =>
    fill(total === 1 && !atLeast ? words.one : words.other, { n: number.format(total) + (atLeast ? "+" : "") });

  const link = (address, anchor) => {
    const path = address.split("/").map(encodeURIComponent).join("/");
    const file = "offline" in words && (!path || path.endsWith("/")) ? "index.html" : "";
    return words.root + path + file + (anchor ? `#${encodeURIComponent(anchor)}` : "");
  };

  // Letters that compatibility decomposition leaves alone.
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i" };
  const fold = (text) =>
    String(text)
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[ßæœøđłı]/g, (letter) => LETTERS[letter]);

  // A browser may refuse storage, and what it gives back may be anything.
  const recall = (storage, key) => {
    try {
      return JSON.parse(globalThis[storage].getItem(`guildhall:${key}`));
    } catch {
      return null;
    }
  };
  const keep = (storage, key, value) => {
    try {
      if (value === null) globalThis[storage].removeItem(`guildhall:${key}`);
      else globalThis[storage].setItem(`guildhall:${key}`, JSON.stringify(value));
    } catch {
      // Then it is not kept.
    }
  };

  const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

  globalThis.guildhall = { dialog, words, language, element, fill, weave, count, link, fold, recall, keep, pause };
})();
