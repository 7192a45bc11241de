// The search dialog: finds pages by title, question, keyword and heading in one JSON file, read when first opened.
// Without this script the search controls are plain links to the list of all pages. Everything is put in as text nodes:
// a title with markup in it stays a title.
(() => {
  "use strict";
  const LIMIT = 20;
  const dialog = document.getElementById("gh-search");
  if (!dialog || typeof dialog.showModal !== "function") return;
  const part = (selector) => dialog.querySelector(selector);
  const input = part("input");
  const hits = part("[role=listbox]");
  const status = part("[role=status]");
  const none = part(".search-none");
  const failed = part(".search-failed");
  const words = dialog.dataset;

  // ---- Matching ----

  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i" };
  const fold = (text) =>
    String(text ?? "")
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[ßæœøđłı]/g, (letter) => LETTERS[letter]);
  const split = (folded) => folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const text = (folded) => ` ${split(folded).join(" ")}`;

  // What is searched, folded once: every text starts with a blank, so that " visa" finds words that begin with "visa".
  const prepare = (record) => ({
    record,
    title: text(fold(record.t)),
    asks: (record.q ?? []).map((ask) => text(fold(ask))),
    keywords: text(fold((record.w ?? []).join(" "))),
    headings: (record.h ?? []).map(([heading]) => text(fold(heading))),
  });

  const all = (terms, where) => terms.every((term) => where.includes(term));
  const start = (terms, where) => terms.every((term) => where.includes(` ${term}`));

  // How well a page answers, best first; undefined when some word is nowhere. `section` is the heading that answered.
  const rank = (page, terms) => {
    const exact = ` ${terms.join(" ")}`;
    if (page.title === exact) return { tier: 0 };
    if (page.asks.includes(exact)) return { tier: 1 };
    if (start(terms, page.title)) return { tier: 2 };
    if (all(terms, page.title)) return { tier: 3 };
    if (page.asks.some((ask) => all(terms, ask))) return { tier: 4 };
    if (all(terms, page.keywords)) return { tier: 5 };
    const section = page.headings.findIndex((heading) => all(terms, heading));
    if (section >= 0) return { tier: 6, section };
    const whole = [page.title, ...page.asks, page.keywords, ...page.headings].join(" ");
    return all(terms, whole) ? { tier: 7 } : undefined;
  };

  const find = (pages, query) => {
    const terms = split(fold(query));
    if (terms.length === 0) return [];
    const found = [];
    for (const page of pages) {
      const hit = rank(page, terms);
      if (hit) found.push({ page, ...hit });
    }
    // Equal answers: the shorter title says it more exactly; then the order of the file.
    return found.sort((a, b) => a.tier - b.tier || a.page.title.length - b.page.title.length);
  };

  // ---- The list of pages ----

  let pages;
  let loading;
  const load = () => {
    loading ??= fetch(words.titles, { credentials: "same-origin" })
      .then((response) => {
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        return response.json();
      })
      .then((records) => {
        pages = records.map(prepare);
        failed.hidden = true;
        show();
      })
      .catch(() => {
        loading = undefined;
        say("");
        failed.hidden = false;
      });
    if (!pages) say(words.loading);
  };

  // ---- Showing ----

  let spoken;
  // Screen readers hear the outcome when typing pauses, not after every letter.
  const say = (message) => {
    clearTimeout(spoken);
    spoken = setTimeout(() => {
      status.textContent = message;
    }, 150);
  };

  const link = (address) => {
    const [, path, anchor] = /^([^#]*)(.*)$/s.exec(address);
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    const file = "offline" in words && (path === "" || path.endsWith("/")) ? "index.html" : "";
    return (words.root + encoded + file || "./") + anchor;
  };

  const element = (name, className, content) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = content;
    return made;
  };

  const option = ({ page: { record }, section }, index) => {
    const heading = section === undefined ? undefined : record.h[section];
    const made = element("a", "hit", "");
    made.id = `gh-hit-${index}`;
    made.href = link(heading ? `${record.a.split("#")[0]}#${heading[1]}` : record.a);
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.tabIndex = -1;
    const line = element("span", "hit-line", "");
    line.append(element("span", "hit-title", record.t));
    const kind = dialog.getAttribute(`data-kind-${record.k}`);
    if (kind) line.append(" ", element("span", `badge ${record.k}`, kind));
    made.append(line);
    const more = heading ? heading[0] : record.s;
    if (more) made.append(" ", element("span", heading ? "hit-section" : "hit-summary", more));
    return made;
  };

  const show = () => {
    const query = input.value.trim();
    const found = pages && query ? find(pages, query) : [];
    hits.replaceChildren(...found.slice(0, LIMIT).map(option));
    hits.scrollTop = 0;
    hits.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    none.hidden = !pages || query === "" || found.length > 0;
    if (!pages) return;
    if (query === "") say("");
    else if (found.length === 0) say(words.none.replace("{query}", () => query));
    else if (found.length > LIMIT) say(words.more.replace("{n}", String(LIMIT)));
    else say((found.length === 1 ? words.one : words.other).replace("{n}", String(found.length)));
  };

  // ---- Moving and choosing ----

  const chosen = () => hits.querySelector("[aria-selected=true]");
  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };
  const move = (step) => {
    const options = [...hits.children];
    const at = options.indexOf(chosen());
    const next = at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length;
    choose(options[next]);
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      // Nothing is opened that was not seen to be chosen: the first Enter chooses, the next one opens.
      event.preventDefault();
      const target = chosen();
      if (!target) choose(hits.firstElementChild);
      else target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
    } else if (event.key === "Escape" && input.value) {
      event.preventDefault();
      input.value = "";
      show();
    }
  });
  input.addEventListener("input", (event) => {
    if (!event.isComposing) show();
  });
  input.addEventListener("compositionend", show);
  hits.addEventListener("click", (event) => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
  });

  // ---- Opening and closing ----

  const open = () => {
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
    load();
  };
  for (const opener of document.querySelectorAll("a[data-search]")) {
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-haspopup", "dialog");
    opener.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
    opener.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        event.preventDefault();
        open();
      }
    });
  }
  document.addEventListener("keydown", (event) => {
    const chord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
    if (event.isComposing || !(chord || slash)) return;
    event.preventDefault();
    open();
  });
  part("[data-close]").addEventListener("click", () => dialog.close());
  part("[data-retry]").addEventListener("click", () => {
    failed.hidden = true;
    input.focus();
    load();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
})();
