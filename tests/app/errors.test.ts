import { data as answerWith } from "@remix-run/node";
import { describe, expect, it, vi } from "vitest";

import { app, send } from "#tests/support/app.ts";
import { challengeOf } from "#tests/support/challenge.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { openedFor } from "./opened.ts";
import { pool } from "#app/db/client.server.ts";

/** Renames a table while `work` runs: whoever asks for it meets a bug, as after a bad migration. */
async function without<T>(table: string, work: () => Promise<T>): Promise<T> {
  const [schema, name] = table.split(".");
  await pool.query(`alter table ${schema}.${name} rename to ${name}_gone`);
  try {
    return await work();
  } finally {
    await pool.query(`alter table ${schema}.${name}_gone rename to ${name}`);
  }
}

const giveaways =
  /relation|projects_gone|lockouts|select |insert |Failed query|DrizzleQueryError|node_modules|build\/server|\bat [\w.]+ \(|\.ts:\d|postgres|42P01/i;

async function expectNothingGivenAway(answer: Response, status: number): Promise<string> {
  const body = await answer.text();
  expect(answer.status).toBe(status);
  expect(body.match(giveaways)).toBeNull();
  expect(JSON.stringify([...answer.headers]).match(giveaways)).toBeNull();
  expect(answer.headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
  return body;
}

describe("a bug", () => {
  it("RX18 ER-08 in a loader shows a page that tells its request id and nothing else", async () => {
    const alice = await openedFor("alice");
    const answer = await without("public.projects", () => alice.visit("/projects"));
    const page = await expectNothingGivenAway(answer, 500);
    expect(page).toContain(answer.headers.get("X-Request-Id"));
    expect((await alice.visit("/projects")).status).toBe(200);
  });

  it("RX18 ER-08 in a loader that is asked for data alone gives an error without words", async () => {
    const alice = await openedFor("alice");
    for (const target of ["/projects.data", "/projects.data?_routes=routes/projects/list"]) {
      await expectNothingGivenAway(await without("public.projects", () => alice.visit(target)), 500);
    }
  });

  it("RX18 ER-08 in an action does the same", async () => {
    for (const target of ["/login", "/login.data"]) {
      const answer = await without("auth.lockouts", () =>
        newBrowser().submit(target, { identifier: "alice", password: "some pass phrase" }),
      );
      await expectNothingGivenAway(answer, 500);
    }
  });

  it("RX18 in a status that no answer can have fails that request only, and the process lives on", async () => {
    const home = app.build.routes["routes/home"];
    if (!home?.module.loader) throw new Error("the start page has no loader");
    const { loader } = home.module;
    home.module = { ...home.module, loader: () => answerWith(null, { status: 999 }) as never };
    const unhandled = vi.fn<(error: unknown) => void>();
    process.on("unhandledRejection", unhandled);
    expect((await newBrowser().visit("/")).status).toBe(500);
    home.module = { ...home.module, loader };
    expect((await newBrowser().visit("/")).status).toBe(200);
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("RX18 ER-08 that reaches even the frame of the page gives nothing away either", async () => {
    const alice = await openedFor("alice");
    const page = await expectNothingGivenAway(await without("auth.sessions", () => alice.visit("/dashboard")), 500);
    expect(page).toContain("</html>");
  });
});

const problem = (status: number, code: string) => ({
  type: "about:blank",
  title: expect.stringMatching(/^[A-Z]/),
  status,
  detail: expect.any(String),
  instance: expect.stringMatching(/^\//),
  code,
  timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  transaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
});

describe("an error", () => {
  it.each([
    [401, "AUTH_REQUIRED", "/dashboard.data", {}],
    [400, "BAD_REQUEST", "//dashboard", {}],
    [400, "BAD_REQUEST", "/?_data=root", {}],
    [405, "METHOD_NOT_ALLOWED", "/dashboard", { method: "DELETE" }],
    [403, "CROSS_SITE", "/theme", { method: "POST", headers: { Origin: "https://evil.example" } }],
    [413, "TOO_LARGE", "/login", { method: "POST", headers: { "Content-Length": "300000" }, body: "" }],
    [411, "LENGTH_REQUIRED", "/login", { method: "POST", headers: { "Transfer-Encoding": "chunked" } }],
  ])(
    "ER-01 ER-02 ER-03 ER-04 ER-07 %i %s is a problem with a code and the request's id",
    async (status, code, target, sent) => {
      const answer = await send(target, sent);
      expect(answer.status).toBe(status);
      expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
      const body = await answer.json();
      expect(body).toEqual(problem(status, code));
      expect(body.transaction_id).toBe(answer.headers.get("X-Request-Id"));
    },
  );

  it("ER-01 ER-03 401 says how to prove who one is", async () => {
    expect(challengeOf(await send("/dashboard.data"))).toBe("Bearer");
  });

  it("ER-02 ER-04 GD-01 a refusal of somebody who is signed in is a 403 with its code, in data and on the page", async () => {
    const erin = await openedFor("erin");
    const [data, page] = [await erin.visit("/projects/new.data"), await erin.visit("/projects/new")];
    expect([data.status, page.status]).toEqual([403, 403]);
    expect(await data.text()).toContain('"FORBIDDEN"');
    expect(await page.text()).toContain(page.headers.get("X-Request-Id"));
  });

  it("ER-03 never repeats a query, which may hold secrets", async () => {
    for (const target of [
      "/dashboard.data?token=s3cret-in-a-link",
      "//x?token=s3cret-in-a-link",
      "/projects/new.data?token=s3cret-in-a-link",
    ]) {
      const [stranger, erin] = [await send(target), await (await openedFor("erin")).visit(target)];
      expect(await stranger.text()).not.toContain("s3cret-in-a-link");
      expect(await erin.text()).not.toContain("s3cret-in-a-link");
    }
  });

  it("ER-07 has an id of its own, never one that the client chose", async () => {
    const headers = { "X-Request-Id": "chosen-by-client" };
    const ids = await Promise.all([send("//x", { headers }), send("//x", { headers })]);
    const [one, other] = ids.map((answer) => answer.headers.get("X-Request-Id"));
    expect(one).not.toBe(other);
    expect([one, other]).not.toContain("chosen-by-client");
  });
});
