// A stand-in for the engine: the worker's messages, with answers that a test gives. Shows what the dialog and the page make
// of any answer, whatever the real engine would say.
import { open } from "./chromium.mjs";

const ANSWER = { total: 0, atLeast: false, corrected: null, words: [], hits: [], facets: [] };
const HIT = {
  page: 1, score: 1, title: "Title", marks: [], address: "x/", anchor: "", kind: "page", language: "en", trail: [], summary: "", answer: "",
  date: "", status: "", id: "", path: "x.md", recommended: false, lacks: [], excerpt: null, sections: [],
};

/** A hit with every field; `changes` over it. */
export const hit = (changes) => ({ ...HIT, ...changes });
/** An answer with every field; as many in total as hits, unless `changes` says otherwise. */
export const answer = (changes) => ({ ...ANSWER, total: changes.hits?.length ?? 0, ...changes });

/**
 * Opens a page whose engine gives `reply`: an answer, or the text of a function of the question, which runs in the
 * worker. What is no answer (`{ need }`, `{ failed }`) is passed on as it is.
 */
export function openWith(browser, url, reply, options = {}) {
  const worker = `
    const reply = ${typeof reply === "string" ? reply : `() => (${JSON.stringify(reply)})`};
    onmessage = async ({ data: { id, task, values } }) => {
      try {
        const said = task === "ask" ? await reply(values[0]) : undefined;
        postMessage({ id, value: said?.hits ? { done: said } : said });
      } catch (fault) {
        postMessage({ id, fault: String(fault) });
      }
    };`.replace(options.worker?.search, options.worker?.replace);
  const given = (url) => {
    const script = (body) => ({ status: 200, contentType: "text/javascript", body });
    if (/\/search-worker-[0-9a-f]+\.js$/.test(url)) return script(worker);
    if (url.endsWith("/search/current.js")) return script('guildhallSearch("")');
    if (url.endsWith("/search/engine-test.bin")) return { status: 200, contentType: "application/octet-stream", body: "" };
    return options.answer?.(url);
  };
  const prepare = () => {
    let dialog;
    Object.defineProperty(globalThis, "guildhallDialog", {
      get: () => dialog,
      set: (html) => (dialog = html.replace(/ data-engine="[^"]*"/, ' data-engine="engine-test.bin"')),
    });
  };
  return open(browser, url, { ...options, answer: given, prepare });
}
