// A field above a long list: what does not hold all of its words is hidden. Without this script the list is whole.
(() => {
  "use strict";
  const bar = document.querySelector(".filter");
  const parts = [...document.querySelectorAll("[data-filtered]")];
  // Letters as people type them: without accents and case.
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const items = parts.flatMap((part) => [...part.querySelectorAll(":scope > ul > li, :scope > dl > div")]).map((item) => ({ item, text: fold(item.textContent) }));
  // A handful is seen at a glance.
  if (!bar || items.length < 5) return;
  const field = bar.querySelector("input");
  const status = bar.querySelector("[role=status]");

  const filter = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { item, text } of items) {
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) shown += 1;
    }
    for (const part of parts) part.hidden = !part.querySelector(":scope > ul > li:not([hidden]), :scope > dl > div:not([hidden])");
    const { count, none } = bar.dataset;
    const said = shown > 0 ? count.replace("{shown}", shown).replace("{total}", items.length) : none;
    status.textContent = words.length > 0 ? said : "";
  };
  field.addEventListener("input", filter);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    filter();
  });
  // Whoever comes back finds the list as they left it.
  addEventListener("pageshow", filter);
  bar.hidden = false;
})();
