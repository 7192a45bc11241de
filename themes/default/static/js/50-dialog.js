// The search dialog: an editable combobox with a list of links. The focus stays in the field; what is chosen is said by
// `aria-activedescendant`. Without this script the search controls are plain links to the list of all pages.
(() => {
  "use strict";
  if (!globalThis.guildhall) return;
  const { dialog, words, element, fill, count, pause, client, hits, events, recent } = guildhall;
  const LIMIT = 8;
  // Milliseconds after the last key: until something is asked, until the query counts as settled, until it is told.
  const [SOON, SETTLED, TOLD] = [80, 250, 1000];
  const SKELETON = 200;

  const part = (selector) => dialog.querySelector(selector);
  const input = part("input");
  const list = part("[role=listbox]");
  const status = part("[role=status]");
  const panels = Object.fromEntries([...dialog.querySelectorAll("[data-panel]")].map((panel) => [panel.dataset.panel, panel]));
  const note = part(".search-note");
  const all = part(".search-all");

  let latest = 0;
  let verbatim = "";
  let shown = { query: "" };
  const query = () => input.value.trim().replace(/\s+/g, " ");
  const results = (text) => `${words.page}?q=${encodeURIComponent(text).replace(/%20/g, "+")}`;

  // ---- Showing ----

  const chosen = () => list.querySelector("[aria-selected=true]");
  const choose = (option, quiet) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    if (!quiet) option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };

  const panel = (name) => {
    for (const [other, part] of Object.entries(panels)) part.hidden = other !== name;
  };

  const addToList = (content) => {
    list.append(...content);
    list.querySelectorAll("[role=option]").forEach((option, index) => (option.id = `gh-hit-${index}`));
  };
  const fillList = (content, label) => {
    // Asked for before anything changes, it need not be worked out anew.
    const isScrolled = list.scrollTop > 0;
    list.textContent = "";
    addToList(content);
    list.setAttribute("aria-label", label);
    list.hidden = content.length === 0;
    list.classList.remove("old");
    if (isScrolled) list.scrollTop = 0;
    input.setAttribute("aria-expanded", String(content.length > 0));
    choose(undefined);
  };

  const option = (className, address, ...content) => {
    const made = element("a", className, ...content);
    made.href = address;
    made.tabIndex = -1;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    return made;
  };

  const group = (hit, index, answer) => {
    const line = element("span", "hit-line", hits.title(hit), ...hits.badges(hit));
    const options = [
      option("hit", hits.address(hit), ...hits.trail(hit), line, ...hits.text(hit), ...hits.notes(hit)),
      ...hits.sections(hit).map(({ title, address }) => option("hit hit-section", address, title)),
    ];
    const made = element("div", "hit-group", ...options);
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", hit.title);
    made.addEventListener("click", ({ target }) => {
      const link = target.closest("a");
      if (!link) return;
      recent.add(shown.query);
      events.searched(shown.query, answer, answer.ms);
      events.clicked(shown.query, index + 1, link.href, hits.surfaces(answer, hit));
    });
    return made;
  };

  const showStart = () => {
    status.textContent = "";
    note.hidden = all.hidden = true;
    shown = { query: "" };
    const kept = recent.list();
    fillList(kept.map((text) => option("hit hit-recent", results(text), text)), words.recent);
    panel("start");
    part(".search-recent").hidden = kept.length === 0;
  };

  const show = async (text, answer) => {
    shown = { query: text, answer };
    const groups = (from, to) => answer.hits.slice(from, to).map((hit, index) => group(hit, from + index, answer));
    // Four hits, the others a frame later: all at once would keep a slow machine from the keys.
    fillList(groups(0, 4), words.results);
    const correction = hits.correction(answer, "button");
    note.replaceChildren(...(answer.plain ? [words.plainNote] : correction));
    note.hidden = !answer.plain && !correction.length;
    panel(answer.total ? "" : "none");
    part(".search-nothing").textContent = fill(words.none, { query: text });
    // Whom to ask stands on the page of results.
    all.textContent = answer.total ? fill(words.all, { count: count(answer) }) : words.ask;
    all.hidden = !all.textContent;
    all.href = results(text);
    await pause(20);
    if (shown.answer === answer) addToList(groups(4));
  };
  const showExcerpts = async (answer, { hits: full }, isCurrent) => {
    for (const [index, line] of list.querySelectorAll(".hit-line").entries()) {
      await pause(0);
      if (isCurrent()) hits.excerpt(line, answer.hits[index], full[index]);
    }
  };

  const fail = () => {
    note.hidden = all.hidden = true;
    status.textContent = "";
    shown = { query: "" };
    fillList([], words.results);
    panel("failed");
  };

  // ---- Asking ----

  // Old results stay, dimmed, until new ones are there; with nothing to show, grey lines after a moment.
  const wait = async (isWaiting) => {
    if (!list.hidden && shown.query) return list.classList.add("old");
    await pause(SKELETON);
    if (!isWaiting()) return;
    note.hidden = all.hidden = true;
    fillList([], words.results);
    panel("wait");
  };

  const ask = async () => {
    const mine = ++latest;
    const isCurrent = () => mine === latest;
    const text = query();
    if (!text) return showStart();
    const typed = performance.now();
    const rest = (after) => pause(Math.max(0, typed + after - performance.now()));
    const request = { query: text, filters: [], sort: "relevance", offset: 0, limit: LIMIT, verbatim: verbatim === text, typing: true };
    const titles = async () => {
      const from = performance.now();
      const answer = await client.ask({ ...request, excerpts: false }, isCurrent);
      if (answer) answer.ms = Math.round(performance.now() - from);
      return answer;
    };
    try {
      await rest([...text].length > 1 ? SOON : SETTLED);
      if (!isCurrent()) return;
      let isWaiting = true;
      wait(() => isWaiting && isCurrent());
      // The waiting ends before anything is shown: grey lines must not take the place of hits.
      const answer = await titles().finally(() => (isWaiting = false));
      if (!answer || !isCurrent()) return;
      await show(text, answer);
      await rest(SETTLED);
      const full = isCurrent() && !answer.plain && answer.total && (await client.ask({ ...request, excerpts: true }, isCurrent));
      if (full) await showExcerpts(answer, full, isCurrent);
      await rest(TOLD);
      if (!isCurrent()) return;
      status.textContent = answer.total ? fill(words.status, { count: count(answer), query: text }) : fill(words.none, { query: text });
      events.searched(text, answer, answer.ms);
    } catch {
      if (isCurrent()) fail();
    }
  };

  // ---- Moving and choosing ----

  const move = (step) => {
    const options = [...list.querySelectorAll("[role=option]")];
    const at = options.indexOf(chosen());
    choose(options[at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length]);
  };
  const open = (link, { ctrlKey, metaKey }) =>
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey }));

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const text = query();
      if (!chosen()) {
        all.href = text ? results(text) : words.page;
        open(all, event);
      } else open(chosen(), event);
    } else if (event.key === "Escape" && input.value) {
      event.preventDefault();
      input.value = "";
      ask();
    }
  });
  input.addEventListener("input", (event) => {
    choose(undefined);
    if (!event.isComposing) ask();
  });
  input.addEventListener("compositionend", ask);

  // A query of before is searched for at once; a hit leads to its page, even if that is this one.
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.classList.contains("hit-recent")) {
      event.preventDefault();
      input.value = link.textContent;
      input.focus();
      ask();
    } else dialog.close();
  });
  all.addEventListener("click", () => recent.add(query()));
  note.addEventListener("click", ({ target }) => {
    if (!target.closest("button")) return;
    verbatim = query();
    input.focus();
    ask();
  });
  part("[data-clear]").addEventListener("click", () => {
    recent.clear();
    input.focus();
    showStart();
  });
  part("[data-retry]").addEventListener("click", () => {
    client.reset();
    input.focus();
    ask();
  });

  // ---- Opening and closing ----

  const openDialog = () => {
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
    client.prepare();
    if (!query()) showStart();
  };
  for (const opener of document.querySelectorAll("a[data-search]")) {
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-haspopup", "dialog");
    opener.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      openDialog();
    });
    opener.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      openDialog();
    });
  }
  document.addEventListener("keydown", (event) => {
    const chord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.isComposing || (typing && !(chord && dialog.open)) || !(chord || slash)) return;
    event.preventDefault();
    openDialog();
  });
  part("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
})();
