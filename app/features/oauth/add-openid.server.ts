import type { Actor } from "../../auth/change-person.server.ts";
import { addConnection, flawInName } from "../../auth/connection-changes.server.ts";
import { reachOfAdded } from "../../auth/reach-of-added.server.ts";
import { checkIssuer } from "./check-issuer.server.ts";
import { readProvider } from "./read-provider.ts";
import type { OpenIdProblem, TypedOpenId } from "./typed-openid.ts";

export type AddOpenIdOutcome = { ok: true; id: string } | ({ ok: false } & OpenIdProblem);

const fieldOf: Readonly<Record<string, Exclude<OpenIdProblem["reason"], "issuer">>> = {
  LABEL: "label",
  CLIENT_ID: "clientId",
  CLIENT_SECRET: "secret",
  SCOPES: "scopes",
};

/** Adds an OpenID provider once its issuer has shown that people can sign in through it. */
export async function addOpenId(actor: Actor, typed: TypedOpenId): Promise<AddOpenIdOutcome> {
  const { name, label, issuer, clientId, scopes, secret } = typed;
  const flaw = flawInName(name);
  if (flaw) return { ok: false, reason: flaw };
  const credentials = { CLIENT_ID: clientId, CLIENT_SECRET: secret };
  const settings = { ...credentials, LABEL: label, ISSUER: issuer, SCOPES: scopes || undefined };
  const read = readProvider({ name, kind: "openid", reach: reachOfAdded, settings });
  const problem = read.ok ? undefined : read.problems.find(({ setting }) => setting !== "ISSUER");
  if (problem) return { ok: false, reason: fieldOf[problem.setting ?? ""] ?? "name" };
  const check = await checkIssuer(issuer);
  if (!check.ok) return { ok: false, reason: "issuer", flaw: check.flaw, detail: check.detail };
  const added = await addConnection(actor, {
    name,
    kind: "openid",
    label,
    settings: { issuer, clientId, scopes },
    secret,
  });
  if (added.ok) return added;
  return { ok: false, reason: added.reason === "domains" || added.reason === "group-map" ? "label" : added.reason };
}
