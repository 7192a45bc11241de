// Reloads the page when the site was rebuilt, and lays findings over it. Loaded by pages that `guildhall serve` shows,
// never part of a published site. Whatever content says is put in as text, never as HTML.
(() => {
  "use strict";
  const here = document.currentScript.src;
  const at = (name) => new URL(name, here);

  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  };

  const style = element("link");
  style.rel = "stylesheet";
  style.href = at("live.css");
  document.head.append(style);

  let shown = null;

  const line = (finding) => {
    const item = element("li");
    const place = finding.file ? `${finding.file}${finding.line ? `:${finding.line}:${finding.col}` : ""}` : "";
    item.append(element("code", "place", place), element("p", "message", finding.message));
    if (finding.hint) item.append(element("p", "hint", finding.hint));
    return item;
  };

  const show = (report) => {
    shown?.remove();
    shown = null;
    const errors = report.findings.filter((finding) => finding.level === "error" || finding.level === "site-error");
    if (errors.length === 0) return;
    shown = element("aside", "gh-live");
    shown.setAttribute("role", "status");
    const many = errors.length === 1 ? "1 error" : `${errors.length} errors`;
    const title = report.stale ? `${many}: this is the last good version of the site` : `${many} in the content`;
    const close = element("button", "", "Hide");
    close.type = "button";
    close.addEventListener("click", () => shown?.remove());
    const head = element("header");
    head.append(element("strong", "", title), close);
    const list = element("ol");
    list.append(...errors.slice(0, 50).map(line));
    shown.append(head, list);
    document.body.append(shown);
  };

  const fetchReport = async () => {
    const response = await fetch(at("report.json"), { cache: "no-store" });
    return response.json();
  };

  const start = async () => {
    let version = null;
    try {
      const report = await fetchReport();
      version = report.version;
      show(report);
    } catch {
      // The server is gone; the event source below keeps trying and reloads when it is back.
    }
    const events = new EventSource(at("events"));
    events.addEventListener("version", (event) => {
      const next = Number(event.data);
      if (version !== null && next !== version) location.reload();
      version = next;
    });
    addEventListener("pagehide", () => events.close());
  };

  start();
})();
