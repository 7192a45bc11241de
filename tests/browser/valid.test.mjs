// The HTML of every page is valid: of the sample site, of the hostile one, and of every site below `tests/sites` that can be
// published.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { faulty, sound } from "./html-rules.mjs";
import { folder } from "./served.mjs";

const seen = new Set();

/** The findings of every page of a site, one line each. What was looked at before is not looked at again. */
function findings(site, rules) {
  const validator = new HtmlValidate(rules);
  const found = [];
  let pages = 0;
  for (const name of readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html"))) {
    pages += 1;
    const html = readFileSync(join(site, name), "utf8");
    const digest = createHash("sha256").update(html).digest("base64");
    if (seen.has(digest)) continue;
    seen.add(digest);
    const { results } = validator.validateStringSync(html, name);
    for (const { line, column, message, ruleId, selector } of results.flatMap(({ messages }) => messages)) {
      found.push(`/${name}:${line}:${column} ${message} [${ruleId}] ${selector ?? ""}`);
    }
  }
  assert.ok(pages > 0, `${site} has pages`);
  return found;
}

describe("valid HTML", () => {
  test("the rules find something", () => {
    const { results } = new HtmlValidate(sound).validateStringSync('<!doctype html>\n<html lang="en"><head><title>x</title></head><body><p id="a"><p id="a"></body></html>');
    assert.ok(results.flatMap(({ messages }) => messages).some(({ ruleId }) => ruleId === "no-dup-id"));
  });

  test("the sample", () => assert.deepEqual(findings(folder("GUILDHALL_SITE"), sound), []));
  test("hostile texts", () => assert.deepEqual(findings(folder("GUILDHALL_HOSTILE"), faulty), []));

  const sites = folder("GUILDHALL_SITES");
  for (const name of readdirSync(sites)) {
    test(name, () => assert.deepEqual(findings(join(sites, name), faulty), []));
  }
});
