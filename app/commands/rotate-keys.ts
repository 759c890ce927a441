import { runCommand } from "./database.ts";
import { keepDevelopmentKeys, newSecret } from "./environment.ts";
import { newTokenKey } from "./token-key.ts";

const VERSIONS = "123456789abcdefghijklmnopqrstuvwxyz";

await runCommand(async () => {
  if (process.env.NODE_ENV !== "production") keepDevelopmentKeys(); // the ones that a development copy made for itself
  const current = process.env.SESSION_SIGNING_KEYS ?? "";
  const used = current.split(",").map((entry) => entry.trim().split(":")[0] ?? "");
  const next = VERSIONS[VERSIONS.indexOf(used[0] ?? "") + 1] ?? VERSIONS.at(0);
  if (next && used.includes(next)) throw new Error("Take old keys off the list first: every version is in use.");
  console.log(`SESSION_SIGNING_KEYS="${[`${next}:${newSecret()}`, current].filter(Boolean).join(",")}"`);
  console.log(`TOKEN_SIGNING_KEYS="${[newTokenKey(), process.env.TOKEN_SIGNING_KEYS].filter(Boolean).join(",")}"`);
});
