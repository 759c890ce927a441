import { parseExpression } from "../access/expression-parser.ts";
import { hours, minutes } from "../clock.ts";
import type { PendingStep, SignInMethod } from "../db/sessions.schema.ts";
import type { AnyModel, RowOf } from "../access/model.server.ts";
import type { SessionIdentity } from "../auth/session-identity.server.ts";
import type { Permission } from "../access/permissions.ts";
import type { Caller, Credential, Principal, PrincipalSession, Service, SignedIn } from "../access/principal.ts";

/** "30 per minute", "100 per 15 minutes": how often one caller may ask. */
export type LimitText = `${number} per ${"minute" | "hour" | `${number} minutes` | `${number} hours`}`;

/** What holds for everybody who gets past the access keys; these belong to the one loader or action that names them. */
type LeafKeys = {
  /** How often one person may ask, or one address where nobody is signed in or anybody may ask. */
  limit?: LimitText;
  /** Why a post from another site is welcome here: it skips the CSRF check. Only for callbacks of providers. */
  crossSite?: string;
};

/** What people who are signed in must meet: every key that is named. */
type AccessKeys = {
  /** Signed in is enough. Any other key below implies it. */
  signedIn?: true;
  /** All of these permissions (GD-03, C-22). */
  can?: Permission | readonly Permission[];
  /**
   * The permissions are about one row of this model, the one whose id stands in the address as `:id`; the handler gets it as `row`. Who may
   * not read it is answered 404, who may read it but not do this 403.
   */
  on?: AnyModel;
  /**
   * What one action can be asked for, and the permission that each takes: named by the form's `intent`, and on `/api` by the method. The
   * handler gets the name as `asked`; any other is answered 400 or 405.
   */
  each?: Readonly<Record<string, Permission>>;
  /** At least one of these roles (GD-06, C-22). */
  anyRole?: readonly string[];
  /** An expression that must hold: `hasRole('admin') or hasAttribute('plan', 'pro')`. Read when the guard is defined (GD-12, EX-05). */
  when?: string;
  /** Only staff; says nothing about permissions (UM-09, GD-04). */
  staff?: true;
  /** What the caller may show to prove who they are. Pages take a session only. */
  via?: readonly Credential[];
  /**
   * Programs in nobody's name may ask as well, with a token of somebody whom the app trusts, as far as their roles and scopes reach. `user` may
   * then be null in the handler. Left out, they are refused: what belongs to somebody needs a person.
   */
  services?: true;
  /**
   * What a key or token must be allowed at least, all of it, beside the permissions; at a browser, and of a token without scopes, nothing
   * is capped. It says nothing of the person: a right of theirs is asked for with `can`, which asks for the scope too (GD-15, AK-15).
   */
  scopes?: readonly string[];
  /** How the person must have signed in. The handler gets what the place said of them where they did as `identity` (OL-16). */
  method?: SignInMethod | readonly SignInMethod[];
  /** Anything else, decided from the request; runs last, after all other keys hold, and only about people (GD-02). */
  check?: (principal: SignedIn, request: Request) => boolean;
  /**
   * How long ago, in milliseconds, they may have shown who they are; otherwise they are asked again (SE21). Belongs to the one loader
   * or action that names it, like a limit.
   */
  fresh?: number;
};

/** Keys that would contradict the ones beside them, and so may not stand there. */
type Without<Keys extends PropertyKey> = { [key in Keys]?: never };

/** Open to everybody. The reason is read in review and stands in the policy table. */
export type OpenPolicy = LeafKeys & { open: string } & Without<"pending" | keyof AccessKeys>;

/** For people who still have to take this step, and for nobody else. */
export type PendingPolicy = LeafKeys & { pending: PendingStep } & Without<"open" | keyof AccessKeys>;

/** For people who are signed in and meet every key that is named. */
export type AccessPolicy = LeafKeys & AccessKeys & Without<"open" | "pending">;

/** Who may call a loader or action, read as the header of its file. All keys must hold; keys that contradict do not compile. */
export type Policy = OpenPolicy | PendingPolicy | AccessPolicy;

/** Every key there is; a misspelt one does not compile. */
export type PolicyKey = "open" | "pending" | keyof AccessKeys | keyof LeafKeys;

const accessKeys = [
  "signedIn",
  "can",
  "on",
  "each",
  "anyRole",
  "when",
  "staff",
  "via",
  "services",
  "scopes",
  "method",
  "check",
  "fresh",
];
const leafKeys = ["limit", "crossSite"];

/** What is wrong with a policy that came past the compiler: an unknown key, two that contradict, one that asks for nothing. Null when it is sound. */
export function findContradiction(policy: Policy): string | null {
  const keys = Object.keys(policy).filter((key) => !leafKeys.includes(key));
  if (keys.length === 0) return "a policy that names nobody";
  if (keys.length > 1 && keys.some((key) => key === "open" || key === "pending"))
    return `keys that contradict: ${keys.join(", ")}`;
  // A form is kept while its sender is asked who they are, and one from another site must never be.
  if (policy.fresh !== undefined && policy.crossSite !== undefined) return "keys that contradict: fresh, crossSite";
  if (policy.on && !policy.can && !policy.each) return "a row, and no permission to ask for it";
  const unknown = keys.filter((key) => ![...accessKeys, "open", "pending"].includes(key));
  if (unknown.length > 0) return `an unknown key: ${unknown.join(", ")}`;
  // An empty list of permissions would let everybody in who is signed in.
  const empty = Object.entries(policy).filter(([, asked]) => asked === undefined || asked === "" || isEmpty(asked));
  if (empty.length > 0) return `keys that ask for nothing: ${empty.map(([key]) => key).join(", ")}`;
  const expression = policy.when === undefined ? null : parseExpression(policy.when);
  if (expression?.ok === false) return `an expression that cannot be read: ${expression.message} of: ${policy.when}`;
  if (policy.fresh !== undefined && !(policy.fresh > 0)) return `an age that nobody can have: ${policy.fresh}`;
  return policy.limit && !readLimit(policy.limit) ? `a limit that cannot be read: ${policy.limit}` : null;
}

const isEmpty = (asked: unknown) => typeof asked === "object" && Object.keys(asked ?? {}).length === 0;

/** Reads "30 per minute" or "100 per 15 minutes": so many times within `window` milliseconds. Null for anything else. */
export function readLimit(text: LimitText): { most: number; window: number } | null {
  const [, most, every = "1", unit] = /^(\d+) per (?:(\d+) )?(minute|hour)s?$/.exec(text) ?? [];
  if (!most || !unit) return null;
  return { most: Number(most), window: unit === "hour" ? hours(Number(every)) : minutes(Number(every)) };
}

/** A person at a browser: what every policy without `via` leads to. */
export type AtBrowser = SignedIn & {
  readonly via: "session";
  readonly method: SignInMethod;
  readonly session: PrincipalSession;
};

/** A person with a token: what it says is there (GD-14). */
export type ByToken = SignedIn & { readonly via: "accessToken"; readonly claims: NonNullable<SignedIn["claims"]> };

/** The principal that a handler under policy `P` can count on. */
export type PrincipalUnder<P extends Policy> = P extends { open: string }
  ? Principal
  : P extends { services: true; via: readonly "accessToken"[] }
    ? ByToken | Service
    : P extends { services: true }
      ? Caller
      : P extends { via: readonly "accessToken"[] }
        ? ByToken
        : P extends { via: readonly Credential[] }
          ? SignedIn
          : AtBrowser;

/** The row that a handler under policy `P` gets. */
export type RowUnder<P extends Policy> = P extends { on: infer M } ? RowOf<M> : undefined;

/** The identity by which somebody under policy `P` signed in: certain where a password is not enough. */
export type IdentityUnder<P extends Policy> = P extends { method: infer M }
  ? "password" extends Listed<M>
    ? SessionIdentity | null
    : SessionIdentity
  : undefined;
type Listed<M> = M extends readonly (infer Method)[] ? Method : M;

/** The ways of signing in that a policy asks for, as a list. */
export const methodsOf = ({ method: named = [] }: Policy): readonly SignInMethod[] =>
  typeof named === "string" ? [named] : named;

/** What a handler under policy `P` can be asked for. */
export type AskedUnder<P extends Policy> = P extends { each: infer Each } ? keyof Each & string : undefined;

export const isOpen = (policy: Policy): policy is OpenPolicy => policy.open !== undefined;
export const isPending = (policy: Policy): policy is PendingPolicy => policy.pending !== undefined;
