// Hits as elements, for the dialog and for the page.
(() => {
  "use strict";
  if (!globalThis.guildhall) return;
  const { dialog, words, language, element, weave, link } = guildhall;

  // English pages write the day first.
  const dates = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long" });
  const day = (date) => {
    const at = Date.parse(`${date}T00:00`);
    return Number.isNaN(at) ? [] : [dates.format(at)];
  };

  // A text with its marked ranges, in UTF-16 units. Ranges that do not fit are left out, the text never.
  const marked = (text, marks) => {
    const parts = [];
    let at = 0;
    for (const [from, to] of marks ?? []) {
      if (from < at || to <= from || to > text.length) continue;
      parts.push(text.slice(at, from), element("mark", "", text.slice(from, to)));
      at = to;
    }
    return [...parts, text.slice(at)];
  };

  // What is in another language than the page says so, to whoever reads it out and to the eye.
  const isForeign = (hit) => hit.language && hit.language !== language;
  const spoken = (hit, part) => {
    if (isForeign(hit)) part.lang = hit.language;
    return part;
  };
  const ownName = (hit) => {
    if (!isForeign(hit) || !Intl.DisplayNames) return [];
    return [spoken(hit, element("span", "", new Intl.DisplayNames([hit.language], { type: "language" }).of(hit.language)))];
  };

  const badges = (hit) => {
    const of = (name, className) => {
      const text = dialog.getAttribute(`data-${name}`);
      return text ? [" ", element("span", `badge ${className}`, text)] : [];
    };
    return [
      ...(hit.recommended ? of("recommended", "recommended") : []),
      ...of(`kind-${hit.kind}`, hit.kind),
      ...(hit.status ? of(`status-${hit.status}`, "status") : []),
    ];
  };

  // The lines of a hit but its title and sections: above and below.
  const trail = (hit) => (hit.trail.length > 0 ? [element("span", "hit-trail", hit.trail.join(" / "))] : []);
  const text = (hit) => {
    if (hit.answer) return [spoken(hit, element("span", "hit-text hit-answer", hit.answer))];
    if (hit.excerpt) return [spoken(hit, element("span", "hit-text", ...marked(hit.excerpt.text, hit.excerpt.marks)))];
    return hit.summary ? [spoken(hit, element("span", "hit-text", hit.summary))] : [];
  };
  const notes = (hit) => {
    const lacks = hit.lacks.flatMap((word, index) => [index ? ", " : "", element("s", "", word)]);
    const parts = [
      ...ownName(hit),
      ...day(hit.date).map((date) => element("span", "", date)),
      ...(lacks.length > 0 ? [element("span", "hit-lacks", ...weave(words.lacks, { words: element("span", "", ...lacks) }))] : []),
    ];
    return parts.length > 0 ? [element("span", "hit-notes", ...parts)] : [];
  };

  guildhall.hits = {
    dates,
    badges,
    trail,
    text,
    notes,
    // What came later: the excerpt of a hit, below its line.
    excerpt: (line, hit, { address, excerpt } = {}) => {
      if (!excerpt || address !== hit.address) return;
      hit.excerpt = excerpt;
      line.parentElement.querySelector(".hit-text")?.remove();
      line.after(...text(hit));
    },
    title: (hit) => spoken(hit, element("span", "hit-title", ...marked(hit.title, hit.marks))),
    address: (hit) => link(hit.address, hit.anchor),
    sections: (hit) => hit.sections.slice(0, 3).map(({ title, anchor }) => ({ title, address: link(hit.address, anchor) })),
    // "Showing results for X. Search instead for Y": what was searched for, and the way back.
    correction: ({ corrected }, again) =>
      corrected ? [...weave(words.corrected, { used: element("strong", "", corrected.used) }), " ", element(again, "", ...weave(words.verbatim, { typed: element("span", "", corrected.typed) }))] : [],
    // The words as they stand in the hit, for whoever marks them on its page.
    surfaces: (answer, hit) => {
      const of = (text, marks) => (marks ?? []).map(([from, to]) => text.slice(from, to));
      return [...answer.words, ...of(hit.title, hit.marks), ...(hit.excerpt ? of(hit.excerpt.text, hit.excerpt.marks) : [])];
    },
  };
})();
