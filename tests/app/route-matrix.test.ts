import { readFileSync } from "node:fs";

import { beforeAll, expect, it } from "vitest";

import { app } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { isServing } from "#tests/support/serving.ts";
import { placeOf } from "#app/guards/place.ts";
import { addUnverified, openedFor } from "./opened.ts";
import { addWalkedConnection, addressOf, walkedRole } from "./walk-oracle.ts";

/**
 * Every address, every method, every kind of person, and what the app answered when it was really asked: `tests/route-matrix.md`. A difference
 * means that somebody gets another answer than before. Read it, then write the file anew: npx vitest run --project app tests/app/route-matrix.test.ts -u
 * (on Node.js 22 or newer, where none is off).
 */
const people = ["nobody", "root", "alice", "bob", "carol", "erin", "pending"] as const;
const head = `# What the app answers, to whom

Each address was asked by each of them (\`pending\`: signed in, e-mail not verified), the forms sent empty, with their token. Where an answer
leads somewhere else, that stands behind it. Made by \`tests/app/route-matrix.test.ts\`, which says how to write it anew.
`;

const { routes } = app.build;
const hasIndex = (id: string) => Object.values(routes).some((route) => route?.parentId === id && route.index);
const doors = Object.values(routes).flatMap((route) =>
  route && route.id !== "root" && !hasIndex(route.id) ? [route] : [],
);

beforeAll(async () => {
  await addUnverified("pending");
  await addWalkedConnection();
});

// A browser for each request: a form that signs out must not decide over the next answer.
const browserOf = (who: (typeof people)[number]): Promise<Browser> | Browser =>
  who === "nobody" ? newBrowser() : openedFor(who);

async function answerTo(who: (typeof people)[number], method: string, address: string): Promise<string> {
  const browser = await browserOf(who);
  const answer = method === "GET" ? await browser.visit(address) : await browser.submit(address, {});
  const [leadsTo] = (answer.headers.get("Location") ?? "").split("?");
  return leadsTo ? `${answer.status} ${leadsTo}` : String(answer.status);
}

// On an older Node.js some addresses are off: what they would answer stands as it was written on a newer one, which asks them again.
const lineOf = (begin: string): string | undefined =>
  readFileSync("tests/route-matrix.md", "utf8")
    .split("\n")
    .find((line) => line.startsWith(begin));

const answered = new Map<string, string[]>();

it("AZ02 gives each of them the answer that is written down, at every address and by every method", async () => {
  const lines: string[] = [];
  for (const door of doors)
    for (const method of ["GET", ...(door.module.action ? ["POST"] : [])]) {
      const address = addressOf(door, routes);
      const answers: string[] = [];
      for (const who of people) answers.push(await answerTo(who, method, address));
      if (method === "POST" || door.module.loader) answered.set(`${method} ${placeOf(door, routes).path}`, answers);
      const begin = `| ${method} | ${address.replace(walkedRole, ":id")} |`;
      const asWritten = isServing || !answers.includes("404") ? undefined : lineOf(begin);
      lines.push(asWritten ?? `${begin} ${answers.join(" | ")} |`);
    }
  const table = [`| method | address | ${people.join(" | ")} |`, `|${" --- |".repeat(people.length + 2)}`, ...lines];
  await expect(`${head}\n${table.join("\n")}\n`).toMatchFileSnapshot("../route-matrix.md");
}, 180_000);

// Who of the people above stands in which column of the page. A role that nobody of the demo has is in none.
const columns: Record<string, (typeof people)[number]> = {
  "Not signed in": "nobody",
  "No role": "erin",
  viewer: "carol",
  editor: "bob",
  admin: "alice",
  Superuser: "root",
  "Step pending": "pending",
};

const isRightFor: Record<string, (answer: string, path: string) => boolean> = {
  in: (answer, path) => !asksToSignIn(answer, path) && answer !== "403" && answer !== "303 /verify-email",
  depends: (answer, path) => !asksToSignIn(answer, path),
  "sign in": (answer, path) => asksToSignIn(answer, path),
  step: (answer) => answer === "303 /verify-email" || answer === "403",
  refused: (answer) => Number(answer) >= 400, // 400 where the empty form does not say which of several things it asks for
};
const asksToSignIn = (answer: string, path: string) =>
  answer === "303 /login" || (answer === "401" && path.startsWith("/api/"));

it("AZ02 the matrix page says of every address what the app really answers", async () => {
  const html = await (await (await openedFor("alice")).visit("/admin/matrix")).text();
  const heads = [...html.matchAll(/<th scope="col"[^>]*>([^<]+)</g)].map((match) => match[1] ?? "").slice(1);
  expect(heads).toEqual(expect.arrayContaining(Object.keys(columns)));
  const rows = html.split("<tr").flatMap((row) => {
    const [, method] = />(GET|POST)</.exec(row) ?? [];
    const [, path] = /<code[^>]*>([^<]+)</.exec(row) ?? [];
    const verdicts = [...row.matchAll(/<\/svg>(in|depends|sign in|step|refused)</g)].map((match) => match[1] ?? "");
    return method && path ? [{ method, path, verdicts }] : [];
  });
  const wrong = rows.flatMap(({ method, path, verdicts }) =>
    Object.entries(columns).flatMap(([column, who]) => {
      const answer = answered.get(`${method} ${path}`)?.[people.indexOf(who)] ?? "nothing";
      const verdict = verdicts[heads.indexOf(column)] ?? "";
      return isRightFor[verdict]?.(answer, path) ? [] : [`${method} ${path} for ${who}: ${verdict}, but ${answer}`];
    }),
  );
  expect(wrong).toEqual([]);
  expect(rows).toHaveLength(answered.size);
});
