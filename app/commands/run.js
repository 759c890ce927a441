// Runs one command by name: from its source where the development packages are, else the built one, as in production.
import { spawnSync } from "node:child_process";
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
const { status } = spawnSync(process.execPath, [...file, ...rest], { stdio: "inherit" });
process.exit(status ?? 1);

function findTsx() {
  try {
    return createRequire(import.meta.url).resolve("tsx/cli");
  } catch {
    return null; // `npm prune --omit=dev` took it away
  }
}
