// What the pages of a built site say, taken from the HTML that a reader gets: the same pages for every engine.
import { linkSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const decode = (text) =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
  });
const plain = (html) => decode(html.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ").trim();

// What Pagefind leaves out by itself.
const ASIDE = /<(nav|footer|script|style|form|svg|label)\b[\s\S]*?<\/\1>/g;

const titles = (site) => JSON.parse(readFileSync(join(site, "search/titles.json"), "utf8"));
const htmlOf = (site, address) => readFileSync(join(site, address, "index.html"), "utf8");

/** The pages that can be found: address and title. Lists of pages are not among them. */
export function records(site) {
  const pages = titles(site).map(({ a, t }) => ({ address: a.replace(/#.*/s, ""), title: t }));
  return [...new Map(pages.map((page) => [page.address, page])).values()];
}

/** A page with its headings and its text. */
export function document(site, { address, title }) {
  const [main = ""] = /<main\b[\s\S]*<\/main>/.exec(htmlOf(site, address)) ?? [];
  const body = main.replace(ASIDE, " ");
  const headings = [...body.matchAll(/<h[2-6]\b[\s\S]*?<\/h[2-6]>/g)].map(([heading]) => plain(heading)).join("\n");
  return { id: address, title, headings, text: plain(body) };
}

/** A folder with the HTML of the pages alone, on the same disk, so that it takes no room. */
export function linkPages(site, pages, folder) {
  for (const { address } of pages) {
    const file = join(address, "index.html");
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    linkSync(join(site, file), join(folder, file));
  }
}

/** Without accents, in lower case. */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The words of a text, folded. */
export const words = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
