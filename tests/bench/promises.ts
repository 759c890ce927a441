import { medianOf, ratioOf, type Results } from "./rounds.ts";

/** One row of the table. `kept` says whether the promise held, and whether the ambition did. */
export type Row = {
  what: string;
  promise: string;
  ambition: string;
  measured: string;
  kept: "yes" | "yes, and the ambition" | "no";
};

/** Statements per request that were counted with one request at a time, by variant. */
export const countedAlone = [
  "Remix resource, guarded",
  "Remix page, guarded",
  "ours refusing",
  "ours refusing an API key",
  "Remix resource, access token",
] as const;
export type Alone = Record<(typeof countedAlone)[number], number>;

/** Every promise of speed with what was measured for it. Ratios are medians of the rounds' own ratios; the promise is the ratio. */
export function promises(results: Results, alone: Alone): Row[] {
  const speed = (name: string, other: string) => ratioOf(results, name, other, "perSecond");
  const of = (name: string, figure: string) => medianOf(results, name, figure);
  const principal = "principal resolved over node:http (session to permissions, nothing stale)";
  const refused = "forged cookie refused";
  return [
    atMost("statements per guarded request, alone", alone["Remix resource, guarded"], 1, 1, ""),
    atMost("… with 32 connections", of("Remix resource, guarded", "statements"), 0.3, 0.1, ""),
    atMost("… with a forged cookie", Math.max(alone["ours refusing"], of("ours refusing", "statements")), 0, 0, ""),
    atLeast(`${principal}, against better-auth's \`getSession\` with joins`, speed("ours", "better-auth"), 8, 12),
    atLeast("… against lucia with its adapter", speed("ours", "lucia"), 4, 6),
    atLeast(
      "… against better-auth with its cookie cache, which is stale",
      speed("ours", "better-auth, cookie cache"),
      2.5,
      4,
    ),
    atLeast("… against one prepared `select 1`", speed("ours", "bare node:http, one prepared select 1"), 0.7, 1),
    atLeast(
      "guarded Remix resource route against the same unguarded",
      speed("Remix resource, guarded", "Remix resource, unguarded"),
      0.55,
      0.8,
    ),
    atLeast("… against better-auth's check on node:http", speed("Remix resource, guarded", "better-auth"), 1.5, 2.5),
    atLeast(
      "guarded page, three loaders, against the same unguarded",
      speed("Remix page, guarded", "Remix page, unguarded"),
      0.8,
      0.95,
    ),
    atMost("… its statements, alone", alone["Remix page, guarded"], 1, 1, ""),
    atLeast(`${refused}, against bare node:http`, speed("ours refusing", "bare node:http refusing"), 0.7, 0.9),
    atLeast("… against better-auth refusing one", speed("ours refusing", "better-auth refusing"), 3.5, 5),
    atLeast("… against an unguarded Remix resource route", speed("ours refusing", "Remix resource, unguarded"), 5, 8),
    ...(results.has("ours, API key") ? programPromises(speed, alone) : []),
    atMost(
      "p99 of a guarded read during a flood of sign-ins, against idle",
      ratioOf(results, "read, during sign-ins", "read, idle", "p99"),
      3,
      1.5,
    ),
    atLeast(
      "checksum checked, against `createHmac` with a key object",
      speed("checksum, ours", "checksum, createHmac"),
      3,
      6,
    ),
    atLeast("malformed cookie refused, millions a second", of("malformed, ours", "perSecond") / 1e6, 5, 5, " M"),
    ...(results.has("malformed key, ours")
      ? [
          atLeast(
            "malformed API key refused, millions a second",
            of("malformed key, ours", "perSecond") / 1e6,
            5,
            5,
            " M",
          ),
        ]
      : []),
    atLeast("decision in memory, against casbin's `enforce`", speed("can, ours", "can, casbin"), 1_000, 10_000),
    atLeast("… against CASL's `can`", speed("can, ours", "can, CASL"), 1, 3.5),
    atLeast(
      "… about a row, under conditions, against CASL's",
      speed("decide on a row, ours", "decide on a row, CASL"),
      3,
      6,
    ),
    atMost(
      "principal's query in a crowd, against among 1,000 people",
      ratioOf(results, "principal's query, in a crowd", "principal's query, among 1,000 people", "p50"),
      1.3,
      1.1,
    ),
    atMost(
      "… above `select 1`",
      of("principal's query, in a crowd", "p50") - of("select 1, in a crowd", "p50"),
      0.2,
      0.1,
      " ms",
    ),
    atMost(
      "first 50 visible rows in a crowd, against `select 1`",
      ratioOf(results, "first 50 visible rows, in a crowd", "select 1, in a crowd", "p50"),
      12,
      8,
    ),
    atMost(
      "resident memory under load, against better-auth",
      ratioOf(results, "ours", "better-auth", "memory"),
      0.7,
      0.5,
    ),
    atMost(
      "production start to the first page, against bare Express and Remix",
      ratioOf(results, ...starts, "milliseconds"),
      2,
      1.3,
    ),
    atMost("… resident memory then", ratioOf(results, ...starts, "memory"), 1.3, 1.15),
  ];
}

type Compare = (name: string, other: string) => number;

function programPromises(speed: Compare, alone: Alone): Row[] {
  const [key, refusing] = ["ours, API key", "ours refusing an API key"];
  return [
    atLeast(
      "API key accepted (scopes, permissions), against better-auth's plugin when it writes nothing",
      speed(key, "better-auth, API key"),
      3,
      6,
    ),
    atLeast("… when it notes each use", speed(key, "better-auth, API key, its use written down"), 3, 6),
    atLeast("forged API key refused, against bare node:http", speed(refusing, "bare node:http refusing"), 0.7, 0.9),
    atLeast("… against better-auth's plugin refusing one", speed(refusing, "better-auth refusing an API key"), 3.5, 5),
    atLeast("… against an unguarded Remix resource route", speed(refusing, "Remix resource, unguarded"), 5, 8),
    atMost("… its statements, alone", alone["ours refusing an API key"], 0, 0, ""),
    atLeast(
      "access token accepted, against the same route with a session",
      speed("Remix resource, access token", "Remix resource, guarded"),
      0.7,
      1,
    ),
    atMost("… its statements, alone", alone["Remix resource, access token"], 1, 1, ""),
  ];
}

const starts = ["start, ours", "start, bare Express and Remix"] as const;

function atLeast(what: string, measured: number, promise: number, ambition: number, unit = "x"): Row {
  const kept = measured >= ambition ? "yes, and the ambition" : measured >= promise ? "yes" : "no";
  const written = [promise, ambition].map((bound) => `${bound.toLocaleString("en")}${unit}`);
  return { what, promise: written[0] ?? "", ambition: written[1] ?? "", measured: `${short(measured)}${unit}`, kept };
}

function atMost(what: string, measured: number, promise: number, ambition: number, unit = "x"): Row {
  const kept = measured <= ambition ? "yes, and the ambition" : measured <= promise ? "yes" : "no";
  return {
    what,
    promise: `at most ${promise}${unit}`,
    ambition: `${ambition}${unit}`,
    measured: `${short(measured)}${unit}`,
    kept,
  };
}

/** Three digits that matter, and thousands apart. */
export const short = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
