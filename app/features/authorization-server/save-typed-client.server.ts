import type { Caller } from "../../access/principal.ts";
import type { Origin } from "../../audit/record.server.ts";
import { findByUsername } from "../../auth/users.server.ts";
import { changeClient } from "./change-client.server.ts";
import { flawsOf } from "./check-client.ts";
import type { ClientGrant } from "./clients.schema.ts";
import { powersBeyond } from "./client-rights.ts";
import { registerClient, type ClientFields, type RegisteredClient } from "./register-client.server.ts";
import type { ClientFlaw, TypedClient } from "./typed-client.ts";

/** What is wrong with what was typed, by field. */
export type Flawed = { ok: false; flaws: ClientFlaw[] };

/** Registers an application as it was typed. */
export async function registerTyped(
  typed: TypedClient,
  principal: Caller,
  origin: Origin,
): Promise<({ ok: true } & RegisteredClient) | Flawed> {
  const read = await readTyped(typed, principal);
  if (!read.ok) return read;
  const { userId } = principal;
  return {
    ok: true,
    ...(await registerClient({ ...read.fields, keepsSecret: typed.keepsSecret }, { userId, origin })),
  };
}

/** Changes an application to what was typed; `found` is false when it is gone. Whether it keeps a secret stays as it was. */
export async function changeTyped(
  id: string,
  typed: TypedClient,
  principal: Caller,
  origin: Origin,
): Promise<{ ok: true; found: boolean } | Flawed> {
  const read = await readTyped(typed, principal);
  if (!read.ok) return read;
  return { ok: true, found: await changeClient(id, read.fields, { userId: principal.userId, origin }) };
}

async function readTyped(typed: TypedClient, principal: Caller): Promise<{ ok: true; fields: ClientFields } | Flawed> {
  const account = typed.account === "" ? null : await findByUsername(typed.account);
  const flaws = [...flawsOf(typed), ...powersBeyond(principal, typed)];
  // What asks for itself could do nothing at our API in nobody's name; and an administrator of everything is no account for a program.
  if (typed.account !== "" && (!account || account.isSuperuser || account.isStaff)) flaws.push("account");
  if (flaws.length > 0) return { ok: false, flaws };
  const { name, grants, redirectUris, postLogoutRedirectUris, scopes, resources, isFirstParty } = typed;
  const lists = {
    grants: grants as ClientGrant[],
    redirectUris: [...redirectUris],
    postLogoutRedirectUris: [...postLogoutRedirectUris],
    scopes: [...scopes],
    resources: [...resources],
  };
  return { ok: true, fields: { name, isFirstParty, accountId: account?.id ?? null, ...lists } };
}
