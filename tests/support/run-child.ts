import { spawn } from "node:child_process";

type Environment = Record<string, string | undefined>;

/**
 * The environment for a child that must not notice the test runner around it, with `more` added.
 * Vite, React and our own configuration all behave otherwise when these are set.
 */
export function plainEnvironment(more: Environment = {}): Environment {
  const plain = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV$|NODE_OPTIONS$|TEST$)/.test(name));
  return { ...Object.fromEntries(plain), ...more };
}

/** Runs a command to its end, quietly; when it fails, throws with all it said. `purpose` completes "…failed". */
export async function runChild(
  purpose: string,
  command: string,
  args: readonly string[],
  environment: Environment = {},
): Promise<void> {
  const child = spawn(command, args, {
    env: plainEnvironment(environment) as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (said += chunk));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  if (code !== 0) throw new Error(`${purpose} failed:\n${said}`);
}
