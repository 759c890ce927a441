import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { features } from "#app/features/enabled.ts";
import { cheapHashes } from "#tests/support/cheap-hashes.ts";
import { startDatabaseServer } from "#tests/support/database-server.ts";
import { createDatabase } from "#tests/support/databases.ts";
import type { Drill } from "./drill.ts";
import { commitAll, makeWorkingCopy } from "./working-copy.ts";

const [copy, server] = await Promise.all([makeWorkingCopy(), startDatabaseServer()]);
const { must, run } = copy;
const DATABASE_URL = await createDatabase(server, `${server.run}_drill`);
const database = { DATABASE_URL, ...cheapHashes };
afterAll(() => server.stop().finally(copy.delete));

const drills = await Promise.all(
  features.map(async ({ name }) => ({ name, ...((await import(`./of/${name}.ts`)) as { drill: Drill }).drill })),
);
const kinds = drills.flatMap((drill) => drill.kinds);
const first = drills.find(({ method }) => method) ?? { name: "none", method: "none" };

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
  it("says which features there are when it is asked for another, or for one twice", async () => {
    for (const names of [
      [first.name, "pigeons"],
      [first.name, first.name],
    ]) {
      const { code, said } = await remove(...names);
      expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining(`There is ${first.name}`) });
    }
    expect(await changes()).toBe("");
  });

  it("leaves alone what is not committed", async () => {
    change("README.md", (text) => `${text}\nMine.\n`);
    const { code, said } = await remove(first.name);
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringMatching(/Commit[^]* M README\.md/) });
    await must("git checkout --quiet README.md");
  });

  it("names the piece that is not there any more, and the code that still uses the feature, and touches nothing", async () => {
    const { name, method } = first;
    change("app/db/sessions.schema.ts", (text) => text.replace(` | "${method}"`, ` |  "${method}"`));
    writeFileSync(fileAt("app/mine.ts"), `import "./features/${name}/feature.ts";\n`);
    await commitAll(must);
    const { code, said } = await remove(name);
    expect(code).toBe(1);
    expect(said).toContain(`app/db/sessions.schema.ts: the text " | \\"${method}\\"" (once) is not there`);
    expect(said).toContain(`app/mine.ts: still imports app/features/${name}/feature.ts`);
    expect(await changes()).toBe("");
    await must("git reset --quiet --hard HEAD~1");
  });

  it("is all undone when a tool fails half-way: here tables that no migration has yet would be in its own", async () => {
    change(
      "app/projects/projects.schema.ts",
      (text) => `${text}\nexport const mine = pgTable("mine", { id: id() });\n`,
    );
    await commitAll(must);
    const { code, said } = await remove(first.name);
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringMatching(/nothing else done|no migration makes/),
    });
    expect(await changes()).toBe("");
    await must("git reset --quiet --hard HEAD~1");
  });
});

describe("npm run remove", () => {
  beforeAll(async () => {
    await must("npm run db:migrate", database);
    await must("npm run db:seed", database);
    for (const { method, kinds: own } of drills)
      for (const kind of own) await must(`npx tsx tests/removal/people.ts ${method} ${kind}`, database);
  }, 120_000);

  // One after the other, and each alone, they are taken out in `npm run prove`.
  it("takes all of them out at once, without a network", async () => {
    const said = await must(`npm run remove -- ${features.map(({ name }) => name).join(" ")}`);
    for (const { name, settings, package: brought } of drills) {
      if (settings) expect(said).toContain(settings);
      expect(existsSync(fileAt(`app/features/${name}`)), name).toBe(false);
      if (!brought) continue;
      expect(said).toMatch(new RegExp(`Uninstalled: .*${brought}`));
      expect(existsSync(fileAt(`node_modules/${brought}`))).toBe(false);
      expect(existsSync(`node_modules/${brought}`)).toBe(true); // hard links: here nothing was uninstalled
    }
    await commitAll(must);
  });

  it.each(drills)("leaves nothing that says the name of $name but what happened before", async ({ words }) => {
    // What to beware of, here or not; and what is measured beside others, which leaves out by itself what the app does not have.
    const beyond = [":!drizzle", ":!tests/attacks/data/version-floors.json", ":!tests/bench"];
    const { said: found } = await run("git", ["grep", "-l", "-i", "-E", words, "--", ".", ...beyond]);
    expect(found.trim()).toBe("");
  });

  // Those tests that read the whole repository, or what was cut. All of them run in `npm run prove`.
  it("BE-06 leaves a repository that compiles, is clean, knows its doors and lets people in", async () => {
    const units = "tests/architecture tests/supply-chain tests/secrets app/env app/guards app/lab app/commands";
    await Promise.all([
      must("npm run typecheck").then(() => must("npx oxlint")),
      must(`npx vitest run --project unit ${units}`).then(() =>
        must("npx vitest run --project app tests/policies tests/app/sign-in"),
      ),
      must("npm ls --all --omit=optional"),
    ]);
  });

  it("carries out its migrations when it is told to: people keep their accounts, and can get in by password", async () => {
    const newcomers = kinds.map((kind) => `nina-${kind}`);
    expect(await ask("select count(*)::int from auth.sessions where method <> 'password'")).toEqual([kinds.length * 2]);
    await must("npm run db:migrate", database);
    expect(await must(`npx tsx tests/removal/ways-in.ts ${newcomers.join(" ")}`, database)).toContain("bob is in");
    expect(await ask("select distinct method from auth.sessions")).toEqual(["password"]);
    expect(await ask("select count(*)::int from auth.mails where kind = 'reset-password'")).toEqual([kinds.length]);
    const roles = (name: string) =>
      ask(`select r.name from auth.memberships m join auth.users u on u.id = m.user_id join auth.roles r on r.id = m.role_id
           where u.username = '${name}' order by 1`);
    expect(await roles("bob")).toEqual(["editor"]); // given by hand
    for (const name of newcomers) expect(await roles(name), name).toEqual(["viewer"]); // editor only by a group elsewhere
    for (const table of [
      "identities",
      "identity_roles",
      "sign_in_flows",
      "held_identities",
      "connections",
      "connection_results",
    ])
      expect(await ask(`select count(*)::int from auth.${table}`), table).toEqual([0]);
    await must("npm run audit:verify", database);
  });

  it("leaves one migration as the only place where anything of them stands", () => {
    // Another one may be here already, of what was taken out before.
    const removals = (folder: string) => readdirSync(folder).filter((file) => /_remove-.*\.sql$/.test(file));
    expect(removals(fileAt("drizzle"))).toHaveLength(removals("drizzle").length + 1);
  });
});
