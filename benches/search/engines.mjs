// The engines by name, over the indexes of a site.
import { guildhall } from "./guildhall.mjs";
import { minisearch } from "./minisearch.mjs";
import { pagefind } from "./pagefind.mjs";

const OPENERS = {
  Guildhall: ({ out }) => guildhall(out),
  Pagefind: ({ pagefind: index }) => index && pagefind(index),
  MiniSearch: ({ minisearch: index }) => index && minisearch(index),
};

/** The engine of this name; nothing where the site has no index of it. */
export const openEngine = (site, name) => OPENERS[name](site);
