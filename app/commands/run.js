// Runs one command by name: in production the built one, which needs no development packages; else its source.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const [name, ...rest] = process.argv.slice(2);
const isProduction = process.env.NODE_ENV === "production";
const tsx = () => createRequire(import.meta.url).resolve("tsx/cli");
const file = isProduction ? [`build/commands/${name}.js`] : [tsx(), `app/commands/${name}.ts`];

const { status } = spawnSync(process.execPath, [...file, ...rest], { stdio: "inherit" });
process.exit(status ?? 1);
