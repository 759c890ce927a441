import type { PendingStep, SignInMethod } from "../db/sessions.schema.ts";
import type { Permission } from "../access/permissions.ts";
import type { Credential, Principal, PrincipalSession, SignedIn } from "../access/principal.ts";

/** "30 per minute", "100 per 15 minutes": how often one caller may ask. */
export type LimitText = `${number} per ${"minute" | "hour" | `${number} minutes` | `${number} hours`}`;

/** What holds for everybody who gets past the access keys; these belong to the one loader or action that names them. */
type LeafKeys = {
  /** How often one person, or one address when nobody is signed in, may ask. */
  limit?: LimitText;
  /** Why a post from another site is welcome here: it skips the CSRF check. Only for callbacks of providers. */
  crossSite?: string;
};

/** Open to everybody. The reason is read in review and stands in the policy table. */
export type OpenPolicy = LeafKeys & { open: string };

/** For people who still have to take this step, and for nobody else. */
export type PendingPolicy = LeafKeys & { pending: PendingStep };

/** For people who are signed in and meet every key that is named. */
export type AccessPolicy = LeafKeys & {
  /** Signed in is enough. Any other key below implies it. */
  signedIn?: true;
  /** All of these permissions (GD-03, C-22). */
  can?: Permission | readonly Permission[];
  /** At least one of these roles (GD-06, C-22). */
  anyRole?: readonly string[];
  /** Only staff; says nothing about permissions (UM-09, GD-04). */
  staff?: true;
  /** What the caller may show to prove who they are. Pages take a session only. */
  via?: readonly Credential[];
  /** How the person must have signed in. */
  method?: readonly SignInMethod[];
  /** Anything else, decided from the request; runs last, after all other keys hold (GD-02). */
  check?: (principal: SignedIn, request: Request) => boolean;
};

/** Who may call a loader or action, read as the header of its file. All keys must hold. */
export type Policy = OpenPolicy | PendingPolicy | AccessPolicy;

/** A person at a browser: what every policy without `via` leads to. */
export type AtBrowser = SignedIn & { readonly via: "session"; readonly session: PrincipalSession };

/** The principal that a handler under policy `P` can count on. */
export type PrincipalUnder<P extends Policy> = P extends { open: string }
  ? Principal
  : P extends { via: readonly Credential[] }
    ? SignedIn
    : AtBrowser;

export const isOpen = (policy: Policy): policy is OpenPolicy => "open" in policy;
export const isPending = (policy: Policy): policy is PendingPolicy => "pending" in policy;
