import { recordEvent, type Origin } from "../../audit/record.server.ts";
import type { AtBrowser } from "../../guards/policy.ts";
import { seconds } from "../../clock.ts";
import { askedFor } from "./asked-for.ts";
import type { Consent } from "./consent.ts";
import { giveConsent } from "./consents.server.ts";
import { fill } from "./grants.server.ts";
import { findProvider, isServing } from "./provider.server.ts";

/** What a device waits for: which application runs on it, and what it asks. */
export type DeviceRequest = {
  readonly client: { readonly id: string; readonly name: string };
  readonly asked: Consent;
};

/** The device that shows this code and waits, however the code was typed; null for none, one that has its answer, and one whose time is over. */
export async function findDeviceRequest(typed: string): Promise<DeviceRequest | null> {
  const found = await findWaiting(typed);
  if (!found) return null;
  const { client, code } = found;
  return { client: { id: client.clientId, name: client.clientName ?? "" }, asked: askedFor(code.params ?? {}) };
}

/** Lets the application on a device in, in the name of this person, or tells it no. False when it does not wait any more. */
export async function answerDevice(
  typed: string,
  { userId, session }: AtBrowser,
  isAllowed: boolean,
  origin: Origin,
): Promise<boolean> {
  const found = await findWaiting(typed);
  if (!found) return false;
  const { client, code, provider } = found;
  if (!isAllowed) {
    Object.assign(code, { error: "access_denied", errorDescription: "the person said no" });
    await code.save();
    return true;
  }
  const asked = askedFor(code.params ?? {});
  await giveConsent(userId, client.clientId, asked);
  const grant = new provider.Grant({ accountId: userId, clientId: client.clientId });
  fill(grant, asked);
  const authTime = Math.floor(session.authenticatedAt.getTime() / seconds(1));
  const resources = Object.keys(asked).filter(Boolean);
  Object.assign(code, {
    accountId: userId,
    grantId: await grant.save(),
    authTime,
    scope: (asked[""] ?? []).join(" "),
    ...(resources.length > 0 ? { resource: resources.length === 1 ? resources[0] : resources } : {}),
  });
  await code.save();
  const details = { client: client.clientId, scopes: (asked[""] ?? []).join(" ") };
  await recordEvent({ event: "application.allowed", outcome: "done", actorId: userId, details }, origin);
  return true;
}

async function findWaiting(typed: string) {
  if (!isServing) return null;
  const provider = await findProvider();
  const code = await provider.DeviceCode.findByUserCode(typed.toUpperCase().replace(/\W/g, ""));
  const isWaiting = code && code.isValid && !code.error && !code.accountId;
  const client = isWaiting ? await provider.Client.find(code.clientId ?? "") : undefined;
  return isWaiting && client ? { provider, code, client } : null;
}
