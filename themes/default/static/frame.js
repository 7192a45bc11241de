// What stands around the text: the drawer, the contents that follow reading, the way to the top, paper. All of it works
// without this script; it is fetched beside the page and runs once the page is read.
(() => {
  "use strict";
  const root = document.documentElement;
  const one = (selector) => document.querySelector(selector);

  // On wide screens the contents stand open. Styles see to that where `::details-content` is known; this does so
  // everywhere, and lets assistive technology know.
  for (const details of document.querySelectorAll("details[data-open-from]")) {
    const wide = matchMedia(`(min-width: ${details.dataset.openFrom})`);
    const follow = () => {
      details.open = wide.matches;
    };
    wide.addEventListener("change", follow);
    follow();
  }

  const side = one(".side");
  if (side) {
    // The navigation is a box of its own on wide screens: the current page is to be in sight.
    const centre = () => {
      const here = side.querySelector("[aria-current]");
      if (!here || side.scrollHeight <= side.clientHeight) return;
      const { top, bottom } = here.getBoundingClientRect();
      side.scrollTop += (top + bottom - side.clientHeight) / 2 - side.getBoundingClientRect().top;
    };
    centre();

    // As a drawer it is all that can be reached. The rest has to be there again before the browser gives the focus back
    // to the button that opened it.
    const rest = () => [...document.body.children, ...side.parentElement.children].filter((part) => !part.contains(side));
    const close = () => side.matches(":popover-open") && side.hidePopover();
    side.addEventListener("beforetoggle", (event) => {
      if (event.newState === "closed") for (const part of rest()) part.inert = false;
    });
    side.addEventListener("toggle", (event) => {
      if (event.newState === "closed") return;
      for (const part of rest()) part.inert = part.tagName !== "DIALOG";
      side.querySelector("button").focus();
      centre();
    });
    matchMedia("(min-width: 62rem)").addEventListener("change", close);
    addEventListener("pagehide", close);
  }

  // The contents show where one reads: the last heading that went past the upper third of the window; at the page's end
  // the one that was asked for, or the last.
  const links = new Map();
  for (const link of document.querySelectorAll(".toc a")) {
    const heading = document.getElementById(link.getAttribute("href").slice(1));
    if (heading) links.set(heading, link);
  }
  const headings = [...links.keys()];
  const passed = new Set();
  let ended = false;
  const mark = () => {
    let at = headings.findLastIndex((heading) => passed.has(heading));
    if (ended && scrollY > 0) {
      const asked = headings.findIndex((heading) => links.get(heading).hash === location.hash);
      at = asked > at ? asked : headings.length - 1;
    }
    for (const link of links.values()) link.removeAttribute("aria-current");
    const link = links.get(headings[at]);
    const toc = link?.closest(".toc");
    link?.setAttribute("aria-current", "true");
    if (toc && toc.scrollHeight > toc.clientHeight) toc.scrollTop = link.offsetTop - toc.clientHeight / 2;
  };
  const watch = (parts, margin, act) => {
    const seen = new IntersectionObserver((entries) => entries.forEach(act), { rootMargin: margin });
    for (const part of parts) if (part) seen.observe(part);
  };
  if (headings.length) {
    watch(headings, "999999px 0px -66% 0px", ({ target, isIntersecting }) => {
      passed[isIntersecting ? "add" : "delete"](target);
      mark();
    });
    watch([one(".bottom")], "0px", ({ isIntersecting }) => {
      ended = isIntersecting;
      mark();
    });
    addEventListener("hashchange", mark);
  }
  watch([one("main h1")], "0px", ({ isIntersecting, boundingClientRect }) => {
    root.classList.toggle("is-away", !isIntersecting && boundingClientRect.top < 0);
  });

  // Paper cannot be clicked: everything folded is printed open.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main details:not([open])")];
    for (const details of folded) details.open = true;
    const now = new Date();
    const month = now.toLocaleDateString(root.lang || undefined, { month: "long" });
    const today = { "{day}": now.getDate(), "{month}": month, "{year}": now.getFullYear() };
    // `data-paper` is the address, or how a day is written.
    for (const fact of document.querySelectorAll("[data-paper]")) {
      const form = fact.dataset.paper;
      const text = form === "address" ? location.href.split("#")[0] : form.replace(/{\w+}/g, (name) => today[name] ?? name);
      fact.lastElementChild.textContent = text;
      fact.hidden = form === "address" && location.protocol === "file:";
    }
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
    folded = [];
  });
})();
