import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

import { demoPassword, demoPeople } from "../db/demo-data.ts";
import { runCommand, withDatabase } from "./database.ts";
import { keepDevelopmentKeys, loadDotEnv } from "./environment.ts";
import { closeDatabase, prepareDatabase } from "./prepare.ts";

await runCommand(async () => {
  process.env.NODE_ENV = "development";
  loadDotEnv();
  keepDevelopmentKeys();
  await withDatabase(async (databaseUrl) => {
    await prepareDatabase(databaseUrl);
    const { seedDemoData } = await import("../db/seed.ts");
    await seedDemoData();
    await closeDatabase();
    await serve();
  });
});

/** Runs the server until it ends. The database is stopped after it, not by the same key press. */
async function serve(): Promise<void> {
  const server = spawn(process.execPath, ["app/server/main.js"], { stdio: "inherit" });
  // Ctrl-C reaches the server too; this process only waits for it. `kill` reaches this process alone, so it is passed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => server.kill("SIGTERM"));
  const exited = new Promise((resolve) => server.once("exit", resolve));
  const address = process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;
  if (await Promise.race([untilAnswered(`${address}/health`), exited.then(() => false)])) sayHello(address);
  await exited;
}

async function untilAnswered(address: string): Promise<true> {
  while (!(await fetch(address).catch(() => null))) await pause(100);
  return true;
}

function sayHello(address: string): void {
  const people = demoPeople.map((person) => `  ${person.username.padEnd(8)}${describe(person)}`);
  console.log(
    `\nGatehouse: ${address}\nSign in at ${address}/login with the password "${demoPassword}" as\n${people.join("\n")}\n`,
  );
}

function describe({ role, isSuperuser, isStaff, isActive = true }: (typeof demoPeople)[number]): string {
  const facts = [
    isSuperuser && "superuser",
    role ?? (isSuperuser ? "" : "no role"),
    isStaff && "staff",
    !isActive && "disabled: may not sign in",
  ];
  return facts.filter(Boolean).join(", ");
}
