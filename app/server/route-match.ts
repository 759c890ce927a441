import type { ServerBuild } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";

import { anonymous } from "../access/principal.ts";
import { refusalUnder } from "../guards/decide-policy.ts";
import { isGuarded } from "../guards/guarded.ts";
import type { Refusal } from "../guards/refusal.ts";
import { urlRules } from "../guards/url-rules.ts";
import { placeOf, type Routes } from "../guards/place.ts";
import { isSafeMethod } from "../guards/csrf.server.ts";

const MOST_REMEMBERED = 500;

type Node = { id: string; path?: string; index?: boolean; caseSensitive?: boolean; children?: Node[] };

/** What the gate knows of the page behind a request before Remix runs: who may not have it, and whether other sites may post to it. */
export type RouteMatch = { refusalForNobody: Refusal | null; isCrossSite: boolean };

/**
 * Prepares the gate's look-ups for a build. Matching is Remix's own `matchRoutes`, so gate and router never disagree about
 * which page a path means; the verdict for somebody who is not signed in is computed once for each route and method.
 */
export function routeMatcher({
  routes,
}: Pick<ServerBuild, "routes">): (pathname: string, method: string) => RouteMatch {
  const tree = childrenOf(undefined, routes) as Parameters<typeof matchRoutes>[0];
  const verdicts = new Map<string, RouteMatch>();
  const idsOf = remembering(
    (pathname) => matchRoutes(tree, pagePath(pathname))?.map(({ route }) => route.id ?? "") ?? [],
  );
  return (pathname, method) => {
    const ids = idsOf(pathname);
    const key = `${isSafeMethod(method) ? "GET" : method} ${ids.at(-1)}`;
    const verdict = verdicts.get(key) ?? judge(ids, method, routes);
    verdicts.set(key, verdict);
    return verdict;
  };
}

/** Remembers the last answers: the router ranks all routes anew at each look. Bounded, since anybody may ask for any address. */
function remembering(look: (pathname: string) => string[]): (pathname: string) => string[] {
  const known = new Map<string, string[]>();
  return (pathname) => {
    const ids = known.get(pathname) ?? look(pathname);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(pathname, ids);
    return ids;
  };
}

/** The page that a single-fetch address belongs to; any other path as it is. The rule is Remix's own. */
function pagePath(pathname: string): string {
  const page = pathname.replace(/\.data$/, "");
  return page === "/_root" && pathname !== page ? "/" : page;
}

function childrenOf(parentId: string | undefined, routes: Routes): Node[] {
  const children = Object.values(routes).filter((route) => route && route.parentId === parentId);
  return children.flatMap((route) => {
    if (!route) return [];
    const { id, path, index, caseSensitive } = route;
    const node: Node = { id, ...(path === undefined ? {} : { path }), ...(caseSensitive ? { caseSensitive } : {}) };
    return [index ? { ...node, index } : { ...node, children: childrenOf(id, routes) }];
  });
}

function judge(ids: readonly string[], method: string, routes: Routes): RouteMatch {
  const leaf = routes[ids.at(-1) ?? ""];
  if (!leaf) return { refusalForNobody: null, isCrossSite: false };
  const { path, ancestors } = placeOf(leaf, routes);
  const handler = isSafeMethod(method) ? leaf.module.loader : leaf.module.action;
  const own = isGuarded(handler) ? [handler.policy] : [];
  const byRule = path && own.length > 0 ? urlRules.refusalFor({ path, method }, anonymous) : null;
  const refusals = [byRule, ...[...ancestors, ...own].map((policy) => refusalUnder(policy, anonymous, nowhere))];
  return {
    refusalForNobody: refusals.find((refusal) => refusal?.status === 401) ?? null,
    isCrossSite: own.some((policy) => policy.crossSite !== undefined),
  };
}

// A policy's own `check` runs only for people who are signed in, so this request is never looked at.
const nowhere = new Request("http://nowhere.invalid/");
