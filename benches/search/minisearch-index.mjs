// Indexes the pages of a built site with MiniSearch in a process of its own, and says as JSON what that took.
//
//   node minisearch-index.mjs SITE INDEX
import { writeFileSync } from "node:fs";
import MiniSearch from "minisearch";
import { document, records } from "./pages.mjs";
import { OPTIONS } from "./minisearch.mjs";

const [site, index] = process.argv.slice(2);
const documents = records(site).map((page) => document(site, page));
const from = performance.now();
const search = new MiniSearch(OPTIONS);
search.addAll(documents);
const seconds = (performance.now() - from) / 1000;
writeFileSync(index, JSON.stringify(search));
process.stdout.write(JSON.stringify({ seconds, peak: process.resourceUsage().maxRSS * 1024 }));
