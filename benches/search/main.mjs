// Guildhall's search beside Pagefind and MiniSearch: the same pages, the same queries, one run. `run` starts it; the
// README of the benchmarks says what it prints.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { VERSION } from "./minisearch.mjs";
import { ENGINES, generated, real } from "./parts.mjs";
import { pagefindProgram } from "./sites.mjs";

const SMALL = 2_800;
const LARGE = 50_000;

const { values: options } = parseArgs({
  options: {
    pages: { type: "string", default: String(SMALL) },
    large: { type: "boolean", default: false },
    real: { type: "boolean", default: false },
    rounds: { type: "string", default: "3" },
    engines: { type: "string", default: ENGINES.join(",") },
    seed: { type: "string", default: "3" },
    scratch: { type: "string" },
  },
});

const say = (text = "") => process.stdout.write(`${text}\n`);
const versionOf = (program) => spawnSync(program, ["--version"], { encoding: "utf8" }).stdout?.trim() || "does not run";

function setting() {
  const corpora = process.env.GUILDHALL_CORPORA ?? "../shared/corpora";
  const tools = process.env.GUILDHALL_TOOLS ?? "../shared/tools";
  const programs = { guildhall: process.env.GUILDHALL_BIN, bench: process.env.GUILDHALL_BENCH_BIN };
  return { ...options, seed: Number(options.seed), rounds: Number(options.rounds), engines: options.engines.split(","), corpora, tools, programs, say };
}

async function main() {
  const set = setting();
  if (!existsSync(join(set.corpora, "relevance/stackfaq"))) {
    say(`There are no corpora at ${set.corpora}: nothing is measured.`);
    return say("Name their folder with GUILDHALL_CORPORA.");
  }
  say("# Search: Guildhall, Pagefind, MiniSearch");
  say();
  say(`${versionOf(set.programs.guildhall)}, ${versionOf(pagefindProgram())}, MiniSearch ${VERSION}, Node ${process.versions.node}, seed ${set.seed}.`);
  say(`${cpus().length} cores, load ${loadavg().map((load) => load.toFixed(2)).join(" ")} at the start.`);
  for (const pages of options.large ? [Number(options.pages), LARGE] : [Number(options.pages)]) {
    await generated(set, pages);
    rmSync(join(set.scratch, `generated-${pages}`), { recursive: true, force: true });
  }
  if (options.real) await real(set);
  say();
  say(`Load ${loadavg().map((load) => load.toFixed(2)).join(" ")} at the end.`);
}

await main();
