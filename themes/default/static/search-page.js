// The page of results. Its address is its whole state: `?q=&kind=&…&sort=&page=`. Every change is a new address, so that
// Back works and a search can be sent to somebody.
(() => {
  "use strict";
  const page = document.querySelector("[data-results]");
  if (!page || !globalThis.guildhall) return;
  const { words, element, fill, count, client, hits, events, recent, language } = guildhall;
  const SIZE = 10;
  const SORTS = ["relevance", "date", "title"];
  // Values of a facet that stand open.
  const OPEN = 8;
  const own = page.dataset;
  const part = (selector) => page.querySelector(selector);
  const [field, sort, list] = [part("[name=q]"), part("[name=sort]"), part(".results")];
  const title = document.title;

  // ---- State and address ----

  const read = () => {
    const state = { query: "", sort: "relevance", number: 1, verbatim: false, filters: new Map() };
    for (const [key, value] of new URLSearchParams(location.search)) {
      if (key === "q") state.query = value.trim().replace(/\s+/g, " ");
      else if (key === "sort") state.sort = SORTS.includes(value) ? value : "relevance";
      else if (key === "page") state.number = Math.min(Math.max(1, Math.floor(Number(value)) || 1), 1e6);
      else if (key === "verbatim") state.verbatim = value === "1";
      else if (/^(kind|community|tag|lang|applies_to\..+)$/.test(key) && value) state.filters.set(key, (state.filters.get(key) ?? new Set()).add(value));
    }
    return state;
  };
  const address = ({ query, sort, number, verbatim, filters }) => {
    const params = new URLSearchParams();
    if (query) params.set("q", query);
    for (const [key, values] of filters) for (const value of values) params.append(key, value);
    if (sort !== "relevance") params.set("sort", sort);
    if (verbatim) params.set("verbatim", "1");
    if (number > 1) params.set("page", number);
    return `?${params}`;
  };
  const go = (change, focus) => {
    const next = address({ ...state, number: 1, ...change });
    try {
      history.pushState(null, "", next);
    } catch {
      // Some browsers forbid this on file://.
      location.assign(next);
      return;
    }
    run(focus);
  };
  const without = (key, value) => {
    const filters = new Map([...state.filters].map(([other, values]) => [other, new Set(values)]));
    filters.get(key)?.delete(value);
    return filters;
  };

  // ---- Words of facets ----

  const languages = (() => {
    try {
      return new Intl.DisplayNames([language ?? "en"], { type: "language" });
    } catch {
      return undefined;
    }
  })();
  const legend = (key) => page.getAttribute(`data-facet-${key}`) ?? key.replace(/^applies_to\./, "").replaceAll("_", " ");
  const labels = new Map();
  const label = (key, value) => {
    if (key === "kind") return guildhall.dialog.getAttribute(`data-kind-${value}`) ?? page.getAttribute(`data-kind-${value}`) ?? labels.get(`kind ${value}`) ?? value;
    try {
      if (key === "lang" && languages) return languages.of(value);
    } catch {
      // No code of a language.
    }
    return labels.get(`${key} ${value}`) ?? value;
  };

  // ---- Showing ----

  const result = (hit, index, answer) => {
    const link = element("a", "", hits.title(hit));
    link.href = hits.address(hit);
    const sections = hits.sections(hit).map(({ title, address }) => {
      const section = element("a", "", title);
      section.href = address;
      return element("li", "", section);
    });
    const made = element(
      "li",
      "result",
      ...hits.trail(hit),
      element("h3", "", link, ...hits.badges(hit)),
      ...hits.text(hit),
      ...(sections.length > 0 ? [element("ul", "hit-sections", ...sections)] : []),
      ...hits.notes(hit),
      element("span", "on-paper", new URL(link.href).href),
    );
    made.addEventListener("click", ({ target }) => {
      const link = target.closest("a");
      if (link) events.clicked(state.query, (state.number - 1) * SIZE + index + 1, link.href, hits.surfaces(answer, hit));
    });
    return made;
  };

  const checkbox = (key, { value, count }) => {
    const box = element("input", "");
    const is = state.filters.get(key)?.has(value) ?? false;
    Object.assign(box, { type: "checkbox", name: key, value, checked: is, disabled: count === 0 && !is });
    return element("label", "", box, element("span", "", label(key, value)), element("span", "count", String(count)));
  };
  const unfolded = new Set();
  const fieldset = ({ key, values }) => {
    const made = element("fieldset", "", element("legend", "", legend(key)));
    const first = values.filter(({ value }, index) => index < OPEN || state.filters.get(key)?.has(value));
    const rest = values.filter((value) => !first.includes(value));
    made.append(...first.map((value) => checkbox(key, value)));
    if (rest.length > 0) {
      const more = element("details", "", element("summary", "", fill(own.moreValues, { n: rest.length })), ...rest.map((value) => checkbox(key, value)));
      more.open = unfolded.has(key);
      more.addEventListener("toggle", () => unfolded[more.open ? "add" : "delete"](key));
      made.append(more);
    }
    return made;
  };
  const showFacets = (facets) => {
    const at = document.activeElement;
    const held = at?.type === "checkbox" && facetPart.contains(at) ? at : undefined;
    for (const { key, values } of facets) for (const { value, label } of values) labels.set(`${key} ${value}`, label);
    const complete = facets.map(({ key, values }) => {
      const missing = [...(state.filters.get(key) ?? [])].filter((chosen) => !values.some(({ value }) => value === chosen));
      return { key, values: [...values, ...missing.map((value) => ({ value, count: 0 }))] };
    });
    facetPart.replaceChildren(...complete.filter(({ values }) => values.length > 0).map(fieldset));
    if (held) [...facetPart.querySelectorAll("input")].find(({ name, value }) => name === held.name && value === held.value)?.focus();
    part(".facets").hidden = facetPart.childElementCount === 0;
  };
  const facetPart = part(".facet-list");

  const showChips = () => {
    const chips = [...state.filters].flatMap(([key, values]) =>
      [...values].map((value) => {
        const chip = element("button", "chip", `${legend(key)}: ${label(key, value)} `, element("span", "", "×"));
        chip.type = "button";
        chip.setAttribute("aria-label", fill(own.remove, { filter: `${legend(key)}: ${label(key, value)}` }));
        chip.addEventListener("click", () => go({ filters: without(key, value) }, true));
        return chip;
      }),
    );
    if (chips.length > 0) {
      const clear = element("button", "chip-clear", own.clear);
      clear.type = "button";
      clear.addEventListener("click", () => go({ filters: new Map() }, true));
      chips.push(clear);
    }
    part(".chips").replaceChildren(...chips);
    part(".chips").hidden = chips.length === 0;
  };

  // First, last, and those around the one shown.
  const showPages = (total) => {
    const last = Math.ceil(total / SIZE);
    const step = (number, text, name) => {
      const made = element("a", "", text);
      made.href = address({ ...state, number });
      if (name) made.rel = name;
      if (number === state.number && !name) made.setAttribute("aria-current", "page");
      made.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go({ number }, true);
      });
      return element("li", "", made);
    };
    const steps = [];
    if (state.number > 1) steps.push(step(state.number - 1, own.previous, "prev"));
    const around = [-2, -1, 0, 1, 2].map((away) => state.number + away);
    let before = 0;
    for (const number of new Set([1, ...around, last])) {
      if (number < 1 || number > last) continue;
      if (number > before + 1) steps.push(element("li", "", "…"));
      steps.push(step(number, String(number)));
      before = number;
    }
    if (state.number < last) steps.push(step(state.number + 1, own.next, "next"));
    part(".steps").replaceChildren(element("ul", "", ...steps));
    part(".steps").hidden = last < 2;
  };

  const showRecent = () => {
    const kept = recent.list().map((query) => {
      const link = element("a", "", query);
      link.href = address({ query, sort: "relevance", number: 1, verbatim: false, filters: [] });
      return element("li", "", link);
    });
    part(".finder-recent ul").replaceChildren(...kept);
    part(".finder-recent").hidden = kept.length === 0;
  };

  // The full search finds pages with any of the words, so fewer find no more; the plain one asks for all of them.
  const showNothing = ({ plain }) => {
    part(".results-none").hidden = false;
    const terms = state.query.split(" ");
    const shorter = plain && terms.length > 1 && terms.length < 8 ? terms.map((_, index) => terms.filter((_, other) => other !== index).join(" ")) : [];
    const links = [...new Set(shorter)].map((query) => {
      const link = element("a", "", query);
      link.href = address({ ...state, query, number: 1 });
      return element("li", "", link);
    });
    part(".fewer").replaceChildren(...links);
    part(".fewer-box").hidden = links.length === 0;
    part(".drop-filters").hidden = state.filters.size === 0;
    for (const ask of page.querySelectorAll("a[data-ask]")) {
      ask.href = `${ask.href.split("?")[0]}?subject=${encodeURIComponent(fill(own.ask, { title: state.query }))}`;
    }
  };

  const show = (answer) => {
    const correction = hits.correction(answer, "a");
    for (const part of correction) if (part.tagName === "A") part.href = address({ ...state, verbatim: true, number: 1 });
    part(".results-note").replaceChildren(...(answer.plain ? [words.plainNote] : correction));
    part(".results-note").hidden = !answer.plain && correction.length === 0;
    part(".results-count").textContent = answer.total === 0 ? fill(words.none, { query: state.query }) : fill(words.status, { count: count(answer), query: state.query });
    list.replaceChildren(...answer.hits.map((hit, index) => result(hit, index, answer)));
    list.start = (state.number - 1) * SIZE + 1;
    part(".results-none").hidden = true;
    part(".sorting").hidden = answer.total === 0;
    if (answer.total === 0) showNothing(answer);
    showFacets(answer.facets ?? []);
    showPages(answer.total);
    part(".results-date").textContent = hits.dates.format(new Date());
  };

  // ---- Asking ----

  let state = read();
  let latest = 0;
  const run = async (focus) => {
    const mine = ++latest;
    const isCurrent = () => mine === latest;
    state = read();
    field.value = state.query;
    sort.value = state.sort;
    document.title = state.query ? `${state.query} – ${title}` : title;
    showChips();
    part(".results-failed").hidden = true;
    page.classList.toggle("has-query", state.query !== "");
    page.classList.toggle("is-empty", state.query === "");
    if (!state.query) {
      showRecent();
      client.prepare();
      return;
    }
    part(".results-body").classList.add("old");
    const from = performance.now();
    const request = {
      ...{ query: state.query, sort: state.sort, verbatim: state.verbatim, typing: false, facets: true },
      ...{ filters: [...state.filters].map(([key, values]) => [key, [...values]]), offset: (state.number - 1) * SIZE, limit: SIZE },
    };
    try {
      const answer = await client.ask(request, isCurrent);
      if (!answer || !isCurrent()) return;
      if (answer.hits.length === 0 && answer.total > 0) {
        go({ number: Math.ceil(answer.total / SIZE) });
        return;
      }
      show(answer);
      if (focus) {
        part(".results-count").focus({ preventScroll: true });
        page.scrollIntoView({ block: "start" });
      }
      recent.add(state.query);
      events.searched(state.query, answer, Math.round(performance.now() - from));
      part(".results-body").classList.remove("old");
      if (answer.plain || answer.total === 0) return;
      const full = await client.ask({ ...request, excerpts: true }, isCurrent);
      if (full && isCurrent()) list.querySelectorAll("h3").forEach((line, index) => hits.excerpt(line, answer.hits[index], full.hits[index]));
    } catch {
      if (isCurrent()) part(".results-failed").hidden = false;
    } finally {
      if (isCurrent()) part(".results-body").classList.remove("old");
    }
  };

  part("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const query = field.value.trim();
    if (query !== state.query) go({ query, verbatim: false });
  });
  sort.addEventListener("change", () => go({ sort: sort.value }));
  facetPart.addEventListener("change", () => {
    const filters = new Map();
    for (const { name, value } of facetPart.querySelectorAll("input:checked")) filters.set(name, (filters.get(name) ?? new Set()).add(value));
    for (const [key, values] of state.filters) {
      if (!facetPart.querySelector(`input[name="${CSS.escape(key)}"]`)) filters.set(key, values);
    }
    go({ filters });
  });
  part("[data-unfilter]").addEventListener("click", () => go({ filters: new Map() }, true));
  part("[data-retry]").addEventListener("click", () => {
    client.reset();
    run(true);
  });
  addEventListener("popstate", () => run());
  if (!state.query) field.focus();
  run();
})();
