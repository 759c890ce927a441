import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

import { demoPassword, demoPeople } from "../db/demo-data.ts";
import type { LabAddresses } from "../lab/lab.ts";
import { refuseUnlessMeant, runCommand, withDatabase } from "./database.ts";
import { keepDevelopmentKeys } from "./environment.ts";
import { closeDatabase, prepareDatabase } from "./prepare.ts";

await runCommand(async () => {
  // Before anything is migrated or filled with demo people.
  if (process.env.NODE_ENV === "production")
    throw new Error("NODE_ENV says production: npm run dev is for development.");
  process.env.NODE_ENV = "development";
  keepDevelopmentKeys();
  await withDatabase(async (databaseUrl) => {
    refuseUnlessMeant(databaseUrl, "npm run dev adds demo people, whose password everybody knows.");
    await prepareDatabase(databaseUrl);
    const { seedDemoData } = await import("../db/seed.ts");
    await seedDemoData();
    await closeDatabase();
    const stopLab = await startLab();
    await serve().finally(stopLab);
  });
});

/** Runs the lab in a process of its own, on free ports, and tells the server's environment where it is. Gives the function that ends it. */
async function startLab(): Promise<() => void> {
  const ports = ["--smtp", "0", "--http", "0", "--proxy", "0", "--app", appAddress()];
  const lab = fork("app/commands/lab.ts", ports, { execArgv: ["--import", "tsx"] });
  const failed = once(lab, "exit").then(() => Promise.reject(new Error("The lab did not start.")));
  const [{ url, smtpUrl, settings }] = (await Promise.race([once(lab, "message"), failed])) as [LabAddresses];
  failed.catch(() => undefined);
  process.env.LAB_URL = url;
  process.env.SMTP_URL ||= smtpUrl;
  // A part that somebody has set up is theirs as a whole, never half of it ours.
  for (const part of settings)
    if (!Object.keys(part).some((name) => process.env[name])) Object.assign(process.env, part);
  return () => lab.connected && lab.disconnect();
}

/** Runs the server until it ends. Lab and database are stopped after it, not by the same key press. */
async function serve(): Promise<void> {
  const server = spawn(process.execPath, ["app/server/main.js"], { stdio: "inherit" });
  // Ctrl-C reaches the server too; this process only waits for it. `kill` reaches this process alone, so it is passed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => server.kill("SIGTERM"));
  const over = new AbortController();
  const exited = new Promise<void>((resolve) =>
    server.once("exit", (code) => {
      process.exitCode = code ?? 1;
      over.abort();
      resolve();
    }),
  );
  const address = appAddress();
  if (await isAnswered(`${address}/health`, over.signal)) sayHello(address);
  await exited;
}

// A declaration: everything above runs before a constant down here has its value.
function appAddress(): string {
  return process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;
}

/** True once somebody answers there; false when `signal` says that nobody will. */
async function isAnswered(address: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await fetch(address).catch(() => null)) return true;
    await pause(100);
  }
  return false;
}

function sayHello(address: string): void {
  const people = demoPeople.map((person) => `  ${person.username.padEnd(8)}${describe(person)}`);
  console.log(`
Gatehouse: ${address}
Sign in at ${address}/login with the password "${demoPassword}" as
${people.join("\n")}
Mailbox: ${address}/lab/mail
The lab, where people sign in elsewhere: ${address}/lab
`);
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
