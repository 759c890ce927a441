import type { z } from "zod";

import type { Guarded } from "./guarded.ts";

/** A method that an address under `/api` can take. */
export type OperationMethod = "GET" | "POST" | "PATCH" | "DELETE";

/** One thing that an address under `/api` does. The schemas are those by which it reads, and what its answers are held against in tests. */
export type Operation = {
  /** What it does, in a few words. */
  readonly summary: string;
  readonly query?: z.ZodType;
  /** The JSON object that is to be sent. */
  readonly takes?: z.ZodType;
  /** What it answers when all went well, by status; null for an answer without a body. */
  readonly gives: Readonly<Partial<Record<200 | 201 | 204, z.ZodType | null>>>;
  /** The statuses of its refusals, besides those that its policy and its address bring. */
  readonly refuses?: readonly (400 | 401 | 403 | 404 | 409 | 429 | 503)[];
};

/** What a handler under `/api` does, method by method. Who may ask it for that stands in its policy. */
export type Operations = Readonly<Partial<Record<OperationMethod, Operation>>>;

const known = new WeakMap<object, Operations>();

/** Says what a guarded handler does; it stays the same handler. One under `/api` of which nothing is said fails a test. */
export function describe<Handler extends Guarded>(operations: Operations, handler: Handler): Handler {
  known.set(handler, operations);
  return handler;
}

/** What was said of a handler, or null. */
export const operationsOf = (handler: object): Operations | null => known.get(handler) ?? null;

/** The methods that these handlers of one route take, by what was said of them; null where nothing was, as of pages. */
export function methodsDescribed(handlers: readonly unknown[]): readonly string[] | null {
  const described = handlers.flatMap((handler) => (typeof handler === "function" ? (operationsOf(handler) ?? []) : []));
  const methods = described.flatMap((operations) => Object.keys(operations));
  return described.length === 0 ? null : methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
}
