import { accessRefused } from "./access-refused.ts";
import { currentPrincipal } from "./current-principal.server.ts";
import { expressionText, holds, type Expression } from "./expression.ts";
import { defineExpression } from "./expression-parser.ts";
import type { Principal } from "./principal.ts";

type Method<Args extends unknown[], Result> = (...args: Args) => Promise<Result>;

const writing = new WeakSet<object>();

/**
 * The same function, run only when `expression` holds for whoever is acting (ML-01). Wherever it is called from: without anybody it
 * rejects with AUTH_REQUIRED, with the wrong person with FORBIDDEN (ML-03). The text is read at once, and throws when it is no expression.
 *
 *     export const archive = preAuthorize("hasPermission('project:archive')", async (id: string) => …);
 */
export function preAuthorize<Args extends unknown[], Result>(
  expression: string,
  method: Method<Args, Result>,
): Method<Args, Result> {
  const asked = defineExpression(expression);
  const guarded: Method<Args, Result> = async (...args) => {
    demand(asked, someone());
    return method(...args);
  };
  return writing.has(method) ? markWrites(guarded) : guarded;
}

/**
 * The same function, whose result is withheld unless `expression` holds for whoever is acting (ML-02). For reading only: what `read` does
 * has been done by then. So it throws at once for a function that `markWrites` has marked; one that writes and is not marked, or that calls
 * one that is, it cannot recognise (Z-12). Without anybody who is signed in, `read` does not run at all.
 */
export function postAuthorize<Args extends unknown[], Result>(
  expression: string,
  read: Method<Args, Result>,
): Method<Args, Result> {
  const asked = defineExpression(expression);
  if (writing.has(read))
    throw new Error(`postAuthorize(${JSON.stringify(expression)}) around a function that writes: use preAuthorize`);
  return async (...args) => {
    const principal = someone();
    try {
      return await read(...args);
    } finally {
      demand(asked, principal); // also of an error: what went wrong tells something too
    }
  };
}

/** Marks a function as one that changes something, so that nobody checks only afterwards whether it may (Z-12). */
export function markWrites<Args extends unknown[], Result>(method: Method<Args, Result>): Method<Args, Result> {
  writing.add(method);
  return method;
}

function someone(): Principal {
  const principal = currentPrincipal();
  if (!principal?.isAuthenticated) throw accessRefused("AUTH_REQUIRED", "Authentication required");
  return principal;
}

function demand(expression: Expression, principal: Principal): void {
  if (!holds(expression, principal)) throw accessRefused("FORBIDDEN", `This needs: ${expressionText(expression)}`);
}
