// A built site that is served while the tests of a file run, and a Chromium that visits it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { launch, open } from "./chromium.mjs";
import { serve } from "./server.mjs";

/** The folder of a built site that the environment variable names. */
export function folder(variable) {
  const value = process.env[variable];
  if (!value) throw new Error(`name the folder of a built site in ${variable}`);
  return value;
}

/** What the plain search knows of the pages of a built site. */
export const titlesOf = (site) => JSON.parse(readFileSync(join(site, "search/titles.json"), "utf8"));

/** Serves `site` for all tests of the file that calls. */
export function served(site) {
  let chromium;
  let server;
  before(async () => {
    server = await serve(site);
    chromium = await launch();
  });
  after(async () => {
    await chromium?.close();
    await server?.stop();
  });
  return {
    get url() {
      return server.url;
    },
    get browser() {
      return chromium.browser;
    },
    /** Opens the page at `path`, which may have a query. */
    visit: (path, options) => open(chromium.browser, new URL(path, server.url).href, options),
  };
}
