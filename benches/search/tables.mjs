// Tables in Markdown: a column for each engine, the target and whether Guildhall holds it, as the run found it.

/** Sizes in KB and MB of 1,000 and 1,000,000 bytes. */
export const UNITS = {
  bytes: (value) => (value < 999_950 ? `${(value / 1e3).toFixed(1)} KB` : `${(value / 1e6).toFixed(1)} MB`),
  memory: (value) => `${Math.round(value / 1e6)} MB`,
  ms: (value) => `${value.toFixed(1)} ms`,
  seconds: (value) => `${value.toFixed(2)} s`,
  count: (value) => (Number.isInteger(value) ? String(value) : value.toFixed(1)),
  share: (value) => `${(value * 100).toFixed(1)} %`,
  score: (value) => value.toFixed(3),
};

const isSpread = (value) => typeof value === "object" && value !== null;

function shown(value, unit) {
  if (value === undefined) return "–";
  if (!isSpread(value)) return UNITS[unit](value);
  const parts = Object.values(value).map(UNITS[unit]);
  const ending = / (KB|MB|ms|s|%)$/.exec(parts[0])?.[0] ?? "";
  return parts.every((part) => part.endsWith(ending)) ? parts.map((part) => part.slice(0, part.length - ending.length)).join(" / ") + ending : parts.join(" / ");
}

/** A target and what became of it; of a spread, which of its values, or of those the target names, miss it. */
function verdict(target, value, unit) {
  if (!target) return "";
  const { most, least, of } = target;
  const said = most === undefined ? `≥ ${UNITS[unit](least)}` : `≤ ${UNITS[unit](most)}`;
  if (value === undefined) return `${said}, not measured`;
  const isMissed = (one) => (most === undefined ? one < least : one > most);
  if (!isSpread(value)) return `${said}, ${isMissed(value) ? "**missed**" : "met"}`;
  const missed = Object.entries(value).filter(([name, one]) => (of ?? [name]).includes(name) && isMissed(one)).map(([name]) => name);
  return missed.length === 0 ? `${said}, met` : `${said}, **missed** (${missed.join(", ")})`;
}

/** A row: values by engine, a number or several with names; `unit` is one of `UNITS`. */
export const row = (name, unit, values, target) => ({ name, unit, values, target });

/** A table of rows with one column an engine. */
export function table(engines, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    line(["", ...engines, "target for Guildhall"]),
    line(["---", ...engines.map(() => "---:"), "---"]),
    ...rows.map(({ name, unit, values, target }) =>
      line([name, ...engines.map((engine) => shown(values[engine], unit)), verdict(target, values[engines[0]], unit)])),
  ].join("\n");
}

/** A table without engines: a first column of names, then texts. */
export const plainTable = (heads, rows) =>
  [heads, heads.map((_, index) => (index === 0 ? "---" : "---:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
