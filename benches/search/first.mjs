// Prints the milliseconds of one query in a process that asked nothing before: the code of the engine is not compiled yet.
//
//   node first.mjs SITE ENGINE QUERY
import { openEngine } from "./engines.mjs";
import { timed } from "./measure.mjs";

const [site, name, query] = process.argv.slice(2);
const { engine, inflate } = await timed(await openEngine(JSON.parse(site), name), query, { limit: 5, typing: true });
process.stdout.write(String(engine + inflate));
