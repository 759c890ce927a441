import { spawnSync } from "node:child_process";

import { describe, expect, it } from "vitest";

import { db } from "./client.server.ts";
import { demoPeople } from "./demo-data.ts";
import { seedDemoData } from "./seed.ts";
import { users } from "./users.schema.ts";

const everybody = () => db.select({ username: users.username }).from(users);

describe("demo data", () => {
  it("PW26 is not there until somebody asks for it: a migrated database has nobody in it", async () => {
    expect(await everybody()).toEqual([]);
  });

  it("PW26 AU05 refuses to go into production", async () => {
    const script = 'import { seedDemoData } from "#app/db/seed.ts"; await seedDemoData();';
    const key = "1:b9fkQ2mV7xLwZ0pRt4NyEs8HcJ1uGaDoI5vXeMqUfTk";
    const env = {
      ...process.env,
      NODE_ENV: "production",
      APP_URL: "https://app.example.test",
      SESSION_SIGNING_KEYS: key,
    };
    const args = ["--import", "tsx", "--input-type=module", "--eval", script];
    const refused = spawnSync(process.execPath, args, { env: env as NodeJS.ProcessEnv, encoding: "utf8" });
    expect([refused.status, refused.stderr.includes("never goes into production")]).toEqual([1, true]);
    expect(await everybody()).toEqual([]);
  });

  it("RB-17 fills an empty database once, and leaves a filled one alone", async () => {
    expect(await seedDemoData()).toBe("filled");
    expect((await everybody()).map((user) => user.username).toSorted()).toEqual(
      demoPeople.map((person) => person.username).toSorted(),
    );
    expect(await seedDemoData()).toBe("kept");
  });
});
