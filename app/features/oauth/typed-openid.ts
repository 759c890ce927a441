import type { ConnectionFlaw } from "../../auth/connection-check.ts";

/** An OpenID connection as somebody has typed it; `scopes` with spaces between them, empty for the usual ones. */
export type TypedOpenId = {
  name: string;
  label: string;
  issuer: string;
  clientId: string;
  scopes: string;
  secret: string;
};

/** Why it was not added: the field to blame, and for the issuer what asking it has shown. */
export type OpenIdProblem =
  | { reason: "name" | "name-taken" | "label" | "clientId" | "secret" | "scopes" }
  | { reason: "issuer"; flaw: ConnectionFlaw; detail: string };
