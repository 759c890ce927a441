import { can, hasAnyRole, hasRole, isInScope, type Principal } from "../access/principal.ts";
import type { Permission } from "../access/permissions.ts";
import { authRequired, forbidden, outOfScope, stepPending, type Refusal } from "./refusal.ts";

/** A pattern over route paths, or one for a single method (HS-12). `*` is one segment, `**` any number of them (HS-03). */
export type Pattern = string | { method: string; path: string };

type Asked = { path: string; method: string };
type Rule = {
  text: string;
  matches: (asked: Asked) => boolean;
  verdict: (principal: Principal) => Refusal | null;
  permission: Permission | null;
};

/** The finished rules: what they say, and the refusal for a path, or null when it may go on to the route's own policy. */
export type UrlRules = {
  readonly rules: readonly string[];
  /** The rule that decides over a path in words, and the permission that it asks for if it asks for one; null when none matches. */
  readonly ruleFor: (asked: Asked) => { readonly text: string; readonly permission: Permission | null } | null;
  readonly refusalFor: (asked: Asked, principal: Principal) => Refusal | null;
};

/**
 * Begins a list of URL rules: `.requestMatchers("/admin/**").hasRole("admin")` … `.anyRequest().denyAll().build()` (HS-01).
 * The first rule that matches decides (HS-04); what no rule matches is refused (HS-06, C-04). Patterns are compared with the
 * route's path as the router matched it (`/projects/:id`), so no spelling of a URL gets around them (HS-11, Z-20).
 */
export function authorizeRequests(rules: readonly Rule[] = []) {
  const isClosed = rules.at(-1)?.text.startsWith("any request") ?? false;
  const open = (text: string, matches: Rule["matches"]) => {
    if (isClosed) throw new Error(`a URL rule stands after anyRequest(): ${text}`); // HS-07
    return terminals((verdict) =>
      authorizeRequests([
        ...rules,
        { text: `${text} ${verdict.text}`, matches, verdict: verdict.judge, permission: verdict.permission },
      ]),
    );
  };
  return {
    /** Rules for these patterns; any one of them is enough (HS-02). */
    requestMatchers: (...patterns: Pattern[]) => open(patterns.map(textOf).join(", "), matcherFor(patterns)),
    /** The rule for everything else. Must be the last one. */
    anyRequest: () => open("any request", () => true),
    build: (): UrlRules => ({
      rules: rules.map((rule) => rule.text),
      ruleFor: (asked) => rules.find((candidate) => candidate.matches(asked)) ?? null,
      refusalFor: (asked, principal) => {
        const rule = rules.find((candidate) => candidate.matches(asked));
        return rule ? rule.verdict(principal) : needing(principal, () => false, "No rule allows this address.");
      },
    }),
  };
}

type Verdict = { text: string; judge: Rule["verdict"]; permission: Permission | null };

function terminals<Next>(end: (verdict: Verdict) => Next) {
  const say = (text: string, judge: Rule["verdict"], permission: Permission | null = null) =>
    end({ text, judge, permission });
  const named = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");
  return {
    permitAll: () => say("permit all", () => null),
    denyAll: () => say("deny all", () => forbidden("url-rule", "Access is denied.")),
    authenticated: () => say("authenticated", (who) => needing(who, () => true, "")),
    hasRole: (role: string) =>
      say(`role ${role}`, (who) => needing(who, (p) => hasRole(p, role), `Required role '${role}' is not granted.`)),
    hasAnyRole: (...roles: string[]) =>
      say(`any role of ${roles.join(", ")}`, (who) =>
        needing(who, (p) => hasAnyRole(p, roles), `One of the roles ${named(roles)} is required.`),
      ),
    hasPermission: (permission: Permission) =>
      say(
        `permission ${permission}`,
        (who) =>
          isInScope(who, permission)
            ? needing(who, (p) => can(p, permission), `Required permission '${permission}' is not granted.`)
            : outOfScope([permission]),
        permission,
      ),
    hasAnyPermission: (...permissions: Permission[]) =>
      say(`any permission of ${permissions.join(", ")}`, (who) =>
        needing(
          who,
          (p) => permissions.some((permission) => can(p, permission)),
          `One of the permissions ${named(permissions)} is required.`,
        ),
      ),
  };
}

function needing(principal: Principal, holds: (principal: Principal) => boolean, detail: string): Refusal | null {
  if (!principal.isAuthenticated) return authRequired;
  if (holds(principal)) return null;
  return principal.pending ? stepPending(principal.pending) : forbidden("url-rule", detail);
}

const textOf = (pattern: Pattern) => (typeof pattern === "string" ? pattern : `${pattern.method} ${pattern.path}`);

function matcherFor(patterns: readonly Pattern[]): Rule["matches"] {
  const compiled = patterns.map((pattern) =>
    typeof pattern === "string"
      ? { method: null, path: globOf(pattern) }
      : { method: pattern.method, path: globOf(pattern.path) },
  );
  return ({ path, method }) =>
    compiled.some(
      (one) =>
        (one.method === null || one.method === (method === "HEAD" ? "GET" : method)) &&
        one.path.test(path.toLowerCase()),
    );
}

// `/admin/**` covers /admin itself too: whoever closes a folder means its front page as well.
function globOf(pattern: string): RegExp {
  const source = pattern
    .toLowerCase()
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\/\*\*|\*\*|\*/g, (star) => ({ "/**": "(?:/.*)?", "**": ".*", "*": "[^/]+" })[star] ?? star);
  return new RegExp(`^${source}$`);
}
