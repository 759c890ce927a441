import { runCommand } from "./database.ts";
import { keepDevelopmentKeys, newSecret, type KeptKeys } from "./environment.ts";
import { tokenKeys } from "./token-key.ts";

/** Key lists of another form, whose keys have names. */
const others: readonly KeptKeys[] = [tokenKeys];
const VERSIONS = "123456789abcdefghijklmnopqrstuvwxyz";

await runCommand(async () => {
  if (process.env.NODE_ENV !== "production") keepDevelopmentKeys(); // the ones that a development copy made for itself
  const current = process.env.SESSION_SIGNING_KEYS ?? "";
  const used = current.split(",").map((entry) => entry.trim().split(":")[0] ?? "");
  const next = VERSIONS[VERSIONS.indexOf(used[0] ?? "") + 1] ?? VERSIONS.at(0);
  if (next && used.includes(next)) throw new Error("Take old keys off the list first: every version is in use.");
  console.log(`SESSION_SIGNING_KEYS="${[`${next}:${newSecret()}`, current].filter(Boolean).join(",")}"`);
  for (const { name, make } of others)
    console.log(`${name}="${[make(), process.env[name]].filter(Boolean).join(",")}"`);
});
