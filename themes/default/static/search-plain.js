// The search without the engine: finds pages by title, question, keyword and heading in one JSON file. Loaded where a
// browser, its settings or a policy forbid WebAssembly or workers. Answers in the engine's form.
(() => {
  "use strict";
  const { fold } = guildhall;
  const split = (folded) => folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const text = (folded) => ` ${split(folded).join(" ")}`;

  // What is searched, folded once: every text starts with a blank, so that " visa" finds words that begin with "visa".
  const prepare = ({ a, t, k, s = "", h = [], q = [], w = [] }, page) => {
    const [address, anchor = ""] = a.split(/#(.*)/s);
    return {
      hit: { page, title: t, address, anchor, kind: k, summary: s },
      headings: h,
      title: text(fold(t)),
      asks: q.map((ask) => text(fold(ask))),
      keywords: text(fold(w.join(" "))),
      sections: h.map(([heading]) => text(fold(heading))),
    };
  };

  const all = (terms, where) => terms.every((term) => where.includes(term));
  const start = (terms, where) => terms.every((term) => where.includes(` ${term}`));

  // How well a page answers, best first; undefined when some word is nowhere.
  const rank = (page, terms) => {
    const exact = ` ${terms.join(" ")}`;
    if (page.title === exact) return 0;
    if (page.asks.includes(exact)) return 1;
    if (start(terms, page.title)) return 2;
    if (all(terms, page.title)) return 3;
    if (page.asks.some((ask) => all(terms, ask))) return 4;
    if (all(terms, page.keywords)) return 5;
    if (page.sections.some((section) => all(terms, section))) return 6;
    return all(terms, [page.title, ...page.asks, page.keywords, ...page.sections].join(" ")) ? 7 : undefined;
  };

  // Where words of the text begin with a term.
  const marks = (title, terms) => {
    const words = [...title.matchAll(/[\p{L}\p{N}\p{M}]+/gu)];
    const hit = words.filter(([word]) => terms.some((term) => fold(word).startsWith(term)));
    return hit.map(({ 0: word, index }) => [index, index + word.length]);
  };

  const answerTo = (page, terms) => ({
    ...page.hit,
    marks: marks(page.hit.title, terms),
    trail: [],
    lacks: [],
    sections: page.headings
      .filter((_, section) => all(terms, page.sections[section]))
      .slice(0, 3)
      .map(([title, anchor]) => ({ title, anchor })),
  });

  guildhall.plain = async (read) => {
    const file = await read("titles.json", "no-cache");
    const bytes = typeof file === "string" ? Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0)) : file;
    const pages = JSON.parse(new TextDecoder().decode(bytes)).map(prepare);
    const ask = ({ query, filters, sort, offset, limit }) => {
      const terms = split(fold(query));
      const ranked = terms.length === 0 ? [] : pages.map((page) => ({ page, tier: rank(page, terms) })).filter(({ tier }) => tier !== undefined);
      // Equal answers: the shorter title says it more exactly; then the order of the file.
      ranked.sort((a, b) => a.tier - b.tier || a.page.title.length - b.page.title.length);
      if (sort === "title") ranked.sort((a, b) => (a.page.title < b.page.title ? -1 : 1));
      const counts = new Map();
      for (const { page } of ranked) counts.set(page.hit.kind, (counts.get(page.hit.kind) ?? 0) + 1);
      const kinds = filters.find(([key]) => key === "kind")?.[1];
      const found = kinds ? ranked.filter(({ page }) => kinds.includes(page.hit.kind)) : ranked;
      return {
        plain: true,
        total: found.length,
        words: terms,
        hits: found.slice(offset, offset + limit).map(({ page }) => answerTo(page, terms)),
        facets: [{ key: "kind", values: [...counts].map(([value, count]) => ({ value, label: value, count })) }],
      };
    };
    return { ask, end: () => {} };
  };
})();
