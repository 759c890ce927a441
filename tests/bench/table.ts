import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { peers } from "./peers/install.ts";
import { short, type Row } from "./promises.ts";
import { medianOf, type Results } from "./rounds.ts";
import type { Scale } from "./scale.ts";

const readme = fileURLToPath(new URL("README.md", import.meta.url));
const [begin, end] = ["<!-- measured: written by npm run bench -->", "<!-- /measured -->"];

// Of other people's work: read before ours begins.
const [loadBefore = 0] = loadavg();

/** The machine, the promises and the figures behind them, as Markdown. */
export function report(rows: readonly Row[], results: Results, scale: Scale, postgres: string): string {
  const [processor] = cpus();
  const machine = `${availableParallelism()} cores (${processor?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, PostgreSQL ${postgres}, load ${short(loadBefore)} before the run`;
  const versions = Object.entries(peers)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
  const [people, ...more] = [scale.people, ...Object.values(scale.crowd)].map((count) => count.toLocaleString("en"));
  const crowd = `in the crowd ${Object.keys(scale.crowd)
    .map((kind, i) => `${more[i]} ${kind}`)
    .join(", ")}`;
  const size = `${people} people with a session each, ${crowd}, ${scale.rounds} rounds`;
  return [
    `${new Date().toISOString().slice(0, 10)}, ${machine}. ${size}. Peers: ${versions}.`,
    promiseTable(rows),
    "Behind them, medians of the rounds. They belong to this machine and to nothing else:",
    figureTable(results),
  ].join("\n\n");
}

/** Puts the report between the README's markers. */
export function writeReport(text: string): void {
  const old = readFileSync(readme, "utf8");
  const [before, rest] = old.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${readme} has lost its markers`);
  writeFileSync(readme, `${before}${begin}\n\n${text}\n\n${end}${after}`);
}

const promiseTable = (rows: readonly Row[]) =>
  table(
    ["", "promise", "ambition", "measured", "kept"],
    rows.map(({ what, promise, ambition, measured, kept }) => [
      what,
      promise,
      ambition,
      measured,
      kept === "no" ? "**no**" : kept,
    ]),
  );

function figureTable(results: Results): string {
  const units = {
    perSecond: ["a second", short],
    processor: ["µs of processor time each", short],
    statements: ["statements each", (value: number) => value.toFixed(2)],
    p50: ["p50 ms", short],
    p99: ["p99 ms", short],
    signIns: ["sign-ins a second", short],
    milliseconds: ["ms", short],
    memory: ["MiB resident", (value: number) => short(value / 2 ** 20)],
  } as const;
  const described = (name: string) =>
    Object.entries(units).flatMap(([figure, [unit, write]]) => {
      const value = medianOf(results, name, figure);
      return Number.isNaN(value) ? [] : [`${write(value)} ${unit}`];
    });
  return table(
    ["", "figures"],
    [...results.keys()].map((name) => [name, described(name).join(" · ")]),
  );
}

// Columns as wide as their widest cell, as the formatter wants them.
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(3, title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
