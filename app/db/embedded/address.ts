import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The file in the data directory that holds the server's generated password; it comes last when a cluster is made. */
export const PASSWORD_FILE = "gatehouse.password";

/** True when `dataDir` holds a complete database cluster. */
export const isCluster = (dataDir: string) => existsSync(join(dataDir, PASSWORD_FILE));

/** The address of the server on `dataDir` that listens on `port`, password included. */
export function urlOf(dataDir: string, port: number): string {
  const password = readFileSync(join(dataDir, PASSWORD_FILE), "utf8");
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}
