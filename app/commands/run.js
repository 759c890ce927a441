// Runs one command by name: from its source where the development packages are, else the built one, as in production.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

// Read before anything is decided: what `.env` says about production must hold for commands as it does for the server.
if (existsSync(".env")) process.loadEnvFile(".env");
const [name, ...rest] = process.argv.slice(2);
const tsx = findTsx();
if (!tsx) process.env.NODE_ENV = "production";
const file =
  tsx && process.env.NODE_ENV !== "production" ? [tsx, `app/commands/${name}.ts`] : [`build/commands/${name}.js`];

if (!existsSync(file.at(-1))) {
  console.error(`\`${name}\` is for development: it is not part of what \`npm run build\` makes.`);
  process.exit(1);
}
const command = spawn(process.execPath, [...file, ...rest], { stdio: "inherit" });
command.once("exit", (status) => process.exit(status ?? 1));
// Ctrl-C reaches the command too, and this process only waits for it. `kill` reaches this process alone, so it is passed on.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => command.kill("SIGTERM"));

function findTsx() {
  try {
    return createRequire(import.meta.url).resolve("tsx/cli");
  } catch {
    return null; // `npm prune --omit=dev` took it away
  }
}
