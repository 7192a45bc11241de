// Events by the reader's own clock, without a new build: what is over looks so, what is going on says so, the next time takes
// the place of one that is over, days behind us are dimmed, and whose clock shows another time is told that beside whose
// clock the page goes by.
(() => {
  "use strict";
  /** The longest that a timer may wait in browsers, and long enough to look again. */
  const LONGEST = 2 ** 31 - 1;
  const words = document.currentScript.dataset;
  const language = document.documentElement.lang || undefined;
  const two = (number) => String(number).padStart(2, "0");
  const dayOf = (time) => `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = (time) => `${two(time.getHours())}:${two(time.getMinutes())}`;

  const dayInWords = (time) => {
    const part = (name) => time.toLocaleDateString(language, { [name]: "long" });
    const parts = { weekday: part("weekday"), day: time.getDate(), month: part("month"), year: time.getFullYear() };
    return words.day.replace(/{(\w+)}/g, (whole, name) => parts[name] ?? whole);
  };

  const add = (times, name, text) => {
    const part = document.createElement("span");
    part.className = name;
    part.append(text);
    times.append(" ", part);
  };

  // What the reader's clock shows then, without days if those are the ones in the page's words.
  const tellYours = (times) => {
    // Only an end with a time of day is an instant.
    const [begins, ends] = [...times.querySelectorAll("time[datetime*=T]")].map((time) => new Date(time.dateTime));
    const [day, hour, last = day] = times.dataset.wall.split(" ");
    if (Number.isNaN(begins?.getTime()) || (dayOf(begins) === day && clock(begins) === hour)) return;
    const isKnown = dayOf(begins) === day && (!ends || dayOf(ends) === last);
    const full = (time) => `${dayInWords(time)}, ${clock(time)}`;
    let time = isKnown ? clock(begins) : full(begins);
    if (ends) time += isKnown || dayOf(begins) === dayOf(ends) ? `\u2060–\u2060${clock(ends)}` : ` – ${full(ends)}`;
    if (words.zone && !times.querySelector(".zone")) add(times, "zone", words.zone);
    add(times, "yours", words.yours.replace("{time}", time));
  };

  const leftOf = (part) => Date.parse(part.dataset.over) - Date.now();

  // Of an event that is repeated, the next time moves up.
  const moveUp = (box) => {
    const shown = box.querySelector(":scope > .event-when");
    const list = box.querySelector(".event-next ul");
    while (shown && list?.firstElementChild && leftOf(shown) <= 0) {
      const next = list.firstElementChild;
      shown.querySelector(".times").replaceWith(next.querySelector(".times"));
      shown.dataset.over = next.dataset.over;
      next.remove();
      if (list.firstElementChild) continue;
      box.dataset.over = shown.dataset.over;
      list.closest(".event-next").remove();
    }
  };

  // A day without a time begins when the reader's does.
  const untilBegin = (part) => {
    const begins = part.querySelector("time")?.dateTime ?? "";
    return Date.parse(begins.includes("T") ? begins : `${begins}T00:00`) - Date.now();
  };

  const mark = () => {
    for (const box of document.querySelectorAll(".event-box")) moveUp(box);
    let next = Infinity;
    for (const part of document.querySelectorAll("[data-over]")) {
      const left = leftOf(part);
      part.classList.toggle("is-over", left <= 0);
      for (const word of part.querySelectorAll(":scope > .over")) {
        const off = word.classList.contains("off");
        const now = left > 0 && !off && untilBegin(part) <= 0;
        word.textContent = now ? words.now : words.past;
        word.classList.toggle("now", now);
        word.hidden = left > 0 && !now;
        if (left > 0 && !now && !off) next = Math.min(next, untilBegin(part));
      }
      if (left > 0) next = Math.min(next, left);
    }
    const today = dayOf(new Date());
    for (const day of document.querySelectorAll(".month time")) {
      day.closest("td").classList.toggle("is-past", day.dateTime < today);
      if (day.dateTime === today) day.setAttribute("aria-current", "date");
      else day.removeAttribute("aria-current");
    }
    if (next < Infinity) setTimeout(mark, Math.min(Math.max(next, 1000), LONGEST));
  };
  for (const times of document.querySelectorAll(".times[data-wall]")) tellYours(times);
  mark();
})();
