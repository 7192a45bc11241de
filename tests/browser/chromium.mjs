// One Chromium for all tests, and pages that note everything a page may not do; and a Firefox for what differs there.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? PLACES.find(existsSync);
  if (!executablePath) throw new Error("no Chromium found: install one, or name it in CHROMIUM");
  const profile = mkdtempSync(join(tmpdir(), "guildhall-browser-"));
  const browser = await puppeteer.launch({
    executablePath,
    userDataDir: profile,
    // The sandbox needs rights that a container's root does not have; only our own pages are opened.
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** A Firefox, if one is installed. */
export async function launchFirefox() {
  const executablePath = process.env.FIREFOX ?? ["/usr/bin/firefox", "/usr/bin/firefox-esr"].find(existsSync);
  return executablePath ? puppeteer.launch({ browser: "firefox", executablePath }) : undefined;
}

/**
 * A page that knows nothing of those before it. In a context of its own it is in sight whatever else is open; without, it
 * takes half the time, but pages that are open at once share what they store, and only the last one is in sight.
 */
async function blank(browser, origin, apart) {
  if (apart) return (await browser.createBrowserContext()).newPage();
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await session.send("Network.clearBrowserCache");
  await session.detach();
  return page;
}

/**
 * A fresh page; `apart` if others are open meanwhile. `answer` gives the response to a request, or nothing to let it through;
 * `prepare` runs in the page before its own scripts. `faults` gathers all that is said on the console, violations of the policy and requests to other origins.
 */
export async function open(browser, url, { width = 1280, height = 900, dark = false, script = true, apart = false, answer, prepare } = {}) {
  const { protocol, origin } = new URL(url);
  const page = await blank(browser, protocol === "file:" ? "file://" : origin, apart);
  const faults = [];
  page.on("console", (message) => {
    faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const to = new URL(request.url());
    if (to.origin !== origin && to.protocol.startsWith("http")) faults.push(`request to another origin: ${to.href}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  if (answer) {
    await page.setRequestInterception(true);
    page.on("request", (request) => {
      const given = answer(request.url());
      if (given) request.respond(given);
      else request.continue();
    });
  }
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height });
  await scheme(page, dark ? "dark" : "light");
  if (script) {
    await page.evaluateOnNewDocument(() => {
      addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
  }
  if (prepare) await page.evaluateOnNewDocument(prepare);
  await page.goto(url, { waitUntil: "load" });
  return { page, faults, close: () => (apart ? page.browserContext() : page).close() };
}

/** Shows the page as to a reader who prefers `name`, `light` or `dark`. */
export const scheme = (page, name) => page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: name }]);

/** What axe finds on the page as it is, one line a finding. */
export async function axe(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary?.split("\n").at(-1) ?? ""}`));
}

/** Waits until `check` is true in the page: long, as a machine may be busy; what the page says by then is told. */
export async function until(page, check, ...values) {
  try {
    await page.waitForFunction(check, { timeout: 60_000, polling: 50 }, ...values);
  } catch (fault) {
    const text = await page.evaluate(() => (document.querySelector("dialog[open]") ?? document.body).innerText).catch(String);
    throw new Error(`${fault.message} for ${check} in ${page.url()}, which says: ${text.slice(0, 500)}`);
  }
}
