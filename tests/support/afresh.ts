import type { Pool } from "pg";
import { vi } from "vitest";

type Kept = typeof globalThis & { gatehousePool?: Pool; environmentAtFirst?: NodeJS.ProcessEnv };

const kept: Kept = globalThis;

/**
 * Makes this process as good as new for a test file: one process serves many of them in turn, because each would spend a second on
 * loading the same packages. Those stay; every module of ours is evaluated again, so that no file finds what another left in one.
 * What `vi.mock` put in a module's place stays too: tests that need it belong to those that run without a database.
 */
export function beginAfresh(): void {
  const atFirst = (kept.environmentAtFirst ??= { ...process.env });
  for (const name of Object.keys(process.env)) if (!(name in atFirst)) delete process.env[name];
  Object.assign(process.env, atFirst);
  delete kept.gatehousePool;
  vi.resetModules();
}

/** The pool that the app of this test file keeps, once it has one. */
export const keptPool = (): Pool | undefined => kept.gatehousePool;
