// Sites and their indexes: each program runs as its users run it, timed from outside, with the peak of its memory.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { linkPages, records } from "./pages.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const TIME = "/usr/bin/time";

/**
 * Runs a program to its end. Without GNU time the peak of its memory stays unknown. `mayFind` says that an exit code other
 * than 0 is no failure.
 */
export function run(program, args, options = {}) {
  const note = join(options.scratch ?? ".", "time.txt");
  const timed = options.scratch !== undefined && existsSync(TIME);
  const command = timed ? [TIME, "-f", "%M", "-o", note, program, ...args] : [program, ...args];
  const from = performance.now();
  const { status, error, stdout, stderr } = spawnSync(command[0], command.slice(1), {
    cwd: options.cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  const seconds = (performance.now() - from) / 1000;
  if (error || (status !== 0 && !options.mayFind)) throw new Error(`${program} ${args[0]} failed: ${error ?? stderr.slice(-500)}`);
  const peak = timed ? Number(readFileSync(note, "utf8").trim().split("\n").at(-1)) * 1024 : undefined;
  return { seconds, peak, stdout, stderr };
}

const UNITS = { "s": 1, "ms": 1e-3, "µs": 1e-6, "us": 1e-6, "min": 60 };
/** Seconds of a stage that `--timings` tells of. */
function stage(said, name) {
  const [, value, unit] = new RegExp(`^ *${name} +([\\d.]+) *(\\S+)$`, "m").exec(said) ?? [];
  return value === undefined ? undefined : Number(value) * UNITS[unit];
}

/** The program that Pagefind's package for this machine holds, without the script around it. */
export function pagefindProgram() {
  const packages = join(HERE, "node_modules/@pagefind");
  const programs = readdirSync(packages).map((name) => join(packages, name, "bin/pagefind_extended"));
  const found = programs.find(existsSync);
  if (!found) throw new Error("no program of Pagefind for this machine");
  return found;
}

/** A site in a folder of its own, whose pages are copied from `from`, or written by `fill`. */
export function prepare(scratch, name, { from, fill }) {
  const root = join(scratch, name);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, "guildhall.yaml"), "title: Bench\nbase_url: https://example.org/\noutput: out\n");
  if (from) cpSync(from, join(root, "content"), { recursive: true, filter: (path) => !path.endsWith(".git") });
  else fill(join(root, "content"));
  return { name, root, scratch, out: join(root, "out"), pages: [] };
}

/** Builds a site from nothing. Real pages have errors, with which it is published all the same. */
export function build(site, programs) {
  rmSync(site.out, { recursive: true, force: true });
  const { seconds, peak, stdout, stderr } = run(programs.guildhall, ["build", "--timings"], { cwd: site.root, scratch: site.scratch, mayFind: true });
  site.pages = records(site.out);
  return { seconds: stage(stdout + stderr, "index"), whole: seconds, peak };
}

/** Runs Pagefind over the HTML of the site's pages; the languages of all are taken as one, so that one search finds all. */
export function indexPagefind(site) {
  const [html, index] = [join(site.root, "html"), join(site.root, "pagefind")];
  if (!existsSync(html)) linkPages(site.out, site.pages, html);
  rmSync(index, { recursive: true, force: true });
  const args = ["--site", html, "--output-path", index, "--root-selector", "main", "--force-language", "en"];
  const { seconds, peak } = run(pagefindProgram(), args, { scratch: site.scratch });
  site.pagefind = index;
  return { seconds, peak };
}

/** Indexes the same HTML with MiniSearch, in a process of its own. */
export function indexMiniSearch(site) {
  site.minisearch = join(site.root, "minisearch.json");
  const args = ["--max-old-space-size=12000", join(HERE, "minisearch-index.mjs"), site.out, site.minisearch];
  return JSON.parse(run(process.execPath, args).stdout);
}

/** Files, bytes and the largest folder below `folder`; `isCounted` says of a name at the top whether it is. */
export function disk(folder, isCounted = () => true) {
  const sum = { files: 0, bytes: 0, largest: 0 };
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => isCounted(name));
  sum.largest = entries.length;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const below = disk(path);
      sum.files += below.files;
      sum.bytes += below.bytes;
      sum.largest = Math.max(sum.largest, below.largest);
    } else {
      sum.files++;
      sum.bytes += readFileSync(path).length;
    }
  }
  return sum;
}
