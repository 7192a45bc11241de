// The pages of a built site, and which of them stand for the others.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/**
 * Every page of `site` as path, kind, HTML and its length; redirects have no kind and are left out. What stands at the root of
 * a language is its home page, whatever its author made of it.
 */
export function pages(site) {
  const files = readdirSync(site, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile() && file.name.endsWith(".html"));
  return paths
    .map((file) => {
      const path = join(file.parentPath ?? file.path, file.name);
      const html = readFileSync(path, "utf8");
      const [language, kind] = [/<html lang="([^"]*)"/, /<body class="kind-([a-z-]*)[ "]/].map((mark) => mark.exec(html)?.[1]);
      const at = relative(site, path).split(sep).join("/").replace(/index\.html$/, "");
      return { path: at, kind: kind && ["", `${language}/`].includes(at) ? "home" : kind, html, length: html.length };
    })
    .filter((page) => page.kind !== undefined)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The pages of `site` whose HTML holds `mark`, the longest first. */
export const holding = (site, mark) =>
  pages(site)
    .filter(({ html }) => html.includes(mark))
    .sort((a, b) => b.length - a.length);

/** One page of each kind, the heaviest: it has the most that can be wrong. */
export function samples(all) {
  const best = new Map();
  for (const page of all) if ((best.get(page.kind)?.length ?? -1) < page.length) best.set(page.kind, page);
  return [...best.values()];
}
