// Days that were still ahead when the site was built. What waits for one in `data-after` is shown once that day is over by
// the reader's calendar; a line of a list gets the badge of its `data-expired` or `data-overdue`. Nothing is ever hidden.
(() => {
  "use strict";
  const words = document.currentScript.dataset;

  const badge = (line) => {
    const badge = document.createElement("span");
    badge.className = "badge status aged";
    [...line.querySelectorAll(":scope > :is(a, .badge)")].at(-1).after(" ", badge);
    return badge;
  };

  const show = () => {
    const now = new Date();
    const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    const today = parts.map((part) => String(part).padStart(2, "0")).join("-");
    for (const part of document.querySelectorAll("[data-after]")) {
      if (part.dataset.after < today) part.hidden = false;
    }
    for (const line of document.querySelectorAll("li:is([data-expired], [data-overdue])")) {
      const name = ["expired", "overdue"].find((name) => line.dataset[name] < today);
      if (name) (line.querySelector(":scope > .aged") ?? badge(line)).textContent = words[name];
    }
  };
  show();
  // A page may stand open for days.
  document.addEventListener("visibilitychange", show);
})();
