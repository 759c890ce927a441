import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { cheapHashes } from "#tests/support/cheap-hashes.ts";
import { startDatabaseServer } from "#tests/support/database-server.ts";
import { createDatabase } from "#tests/support/databases.ts";
import { commitAll, makeWorkingCopy } from "./working-copy.ts";

const [copy, server] = await Promise.all([makeWorkingCopy(), startDatabaseServer()]);
const { must, run } = copy;
const DATABASE_URL = await createDatabase(server, `${server.run}_drill`);
const database = { DATABASE_URL, ...cheapHashes };
afterAll(() => server.stop().finally(copy.delete));

const remove = (...args: string[]) => run("npm", ["run", "remove", "--", ...args]);
const changes = () => must("git status --porcelain");
const fileAt = (file: string) => join(copy.root, file);
const change = (file: string, by: (text: string) => string) =>
  writeFileSync(fileAt(file), by(readFileSync(fileAt(file), "utf8")));

async function ask(statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  return (await client.query({ text: statement, rowMode: "array" }).finally(() => client.end())).rows.flat();
}

describe("a removal that cannot be", () => {
  it("says which features there are when it is asked for another", async () => {
    const { code, said } = await remove("pigeons");
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining("There is oauth.") });
  });

  it("leaves alone what is not committed", async () => {
    change("README.md", (text) => `${text}\nMine.\n`);
    const { code, said } = await remove("oauth");
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringMatching(/Commit[^]* M README\.md/) });
    await must("git checkout --quiet README.md");
  });

  it("names the piece that is not there any more, and the code that still uses the feature, and touches nothing", async () => {
    change("app/db/sessions.schema.ts", (text) => text.replace('"password" | "oauth"', '"oauth" | "password"'));
    writeFileSync(fileAt("app/mine.ts"), 'import { oauth } from "./features/oauth/feature.ts";\nconsole.log(oauth);\n');
    await commitAll(must);
    const { code, said } = await remove("oauth");
    expect(code).toBe(1);
    expect(said).toContain('app/db/sessions.schema.ts: the text " | \\"oauth\\"" (once) is not there');
    expect(said).toContain("app/mine.ts: still imports app/features/oauth/feature.ts");
    expect(await changes()).toBe("");
    await must("git reset --quiet --hard HEAD~1");
  });

  it("is all undone when a tool fails half-way: here tables that no migration has yet would be in its own", async () => {
    change(
      "app/projects/projects.schema.ts",
      (text) => `${text}\nexport const mine = pgTable("mine", { id: id() });\n`,
    );
    await commitAll(must);
    const { code, said } = await remove("oauth");
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringMatching(/Is there a table that no migration makes/),
    });
    expect(await changes()).toBe("");
    await must("git reset --quiet --hard HEAD~1");
  });
});

describe("npm run remove -- oauth", () => {
  let said = "";
  beforeAll(async () => {
    await must("npm run db:migrate", database);
    await must("npm run db:seed", database);
    await must("npx tsx tests/removal/oauth-people.ts", database);
    said = await must("npm run remove -- oauth");
  }, 120_000);

  it("takes it out without a network, and its packages too", async () => {
    expect(said).toMatch(/Uninstalled: [^]*openid-client[^]*npm run db:migrate[^]*OAUTH_\*, OIDC_\*, OAUTH2_\*/);
    for (const folder of ["app/features/oauth", "app/lab/openid", "tests/app/oauth", "node_modules/openid-client"])
      expect(existsSync(fileAt(folder)), folder).toBe(false);
    expect(existsSync("node_modules/openid-client")).toBe(true); // hard links: here nothing was uninstalled
    await must("npm ls --all --omit=optional");
  });

  it("leaves nothing that says its name but what happened before", async () => {
    await must("git add --all");
    const { said: found } = await run("git", ["grep", "--cached", "-l", "-i", "-E", "oauth|openid|oidc"]);
    const migrations = readdirSync(fileAt("drizzle")).filter((file) => file.endsWith(".sql"));
    // The migration that takes its rows away, by its name and in the list of migrations.
    expect(found.trim().split("\n")).toEqual([`drizzle/${migrations.at(-1)}`, "drizzle/meta/_journal.json"]);
  });

  // Those tests that read the whole repository, or what was cut. All of them run in `npm run prove`.
  it("leaves a repository that compiles, is clean, knows its doors and lets people in", async () => {
    const units = "tests/architecture tests/supply-chain tests/secrets app/env app/guards app/lab app/commands";
    await Promise.all([
      must("npm run typecheck").then(() => must("npx oxlint")),
      must(`npx vitest run --project unit ${units}`).then(() =>
        must("npx vitest run --project app tests/policies tests/app/sign-in"),
      ),
    ]);
  });

  it("carries out its migration when it is told to: people keep their accounts, and can get in by password", async () => {
    expect(await ask("select count(*)::int from auth.sessions where method = 'oauth'")).toEqual([2]);
    await must("npm run db:migrate", database);
    expect(await must("npx tsx tests/removal/ways-in.ts", database)).toContain("bob is in");
    expect(await ask("select username from auth.users where username in ('bob', 'nina') order by 1")).toEqual([
      "bob",
      "nina",
    ]);
    expect(await ask("select distinct method from auth.sessions")).toEqual(["password"]);
    expect(await ask("select kind from auth.mails order by id desc limit 1")).toEqual(["reset-password"]);
    const roles = (name: string) =>
      ask(`select r.name from auth.memberships m join auth.users u on u.id = m.user_id join auth.roles r on r.id = m.role_id
           where u.username = '${name}' order by 1`);
    expect(await roles("bob")).toEqual(["editor"]); // given by hand
    expect(await roles("nina")).toEqual(["viewer"]); // editor only by a group elsewhere
    for (const table of [
      "identities",
      "identity_roles",
      "sign_in_flows",
      "held_identities",
      "connections",
      "connection_results",
    ])
      expect(await ask(`select count(*)::int from auth.${table}`), table).toEqual([0]);
    expect(await ask("select to_regclass('auth.provider_tokens')")).toEqual([null]);
    await must("npm run audit:verify", database);
  });
});
