import type { Interaction } from "oidc-provider";

import type { Principal } from "../../access/principal.ts";
import { now, seconds } from "../../clock.ts";
import { askedFor } from "./asked-for.ts";
import type { Consent } from "./consent.ts";
import { findProvider, isServing } from "./provider.server.ts";

/** What an application has asked of somebody, and waits for an answer. */
export type PendingRequest = {
  readonly client: { readonly id: string; readonly name: string; readonly isFirstParty: boolean };
  /** What has to happen: they show who they are, since this moment or at all; they allow what is asked; or nothing that could help. */
  readonly wants:
    | { readonly is: "sign-in"; readonly since: Date | null }
    | { readonly is: "consent" }
    | { readonly is: "impossible" };
  readonly asked: Consent;
  readonly isAnswered: boolean;
  /** Where it goes on: a path of this app. */
  readonly wayOn: string;
};

/** The request of this id, for the browser that brought it; null for any other browser, and once it is over or too old. */
export async function findPendingRequest(uid: string, cookies: string | null): Promise<PendingRequest | null> {
  const interaction = await findInteraction(uid, cookies);
  if (!interaction) return null;
  const { params, prompt, result, returnTo, iat } = interaction;
  const provider = await findProvider();
  const client = await provider.Client.find(String(params.client_id));
  if (!client) return null;
  return {
    client: { id: client.clientId, name: client.clientName ?? "", isFirstParty: client.is_first_party === true },
    wants: wantedBy(prompt.name, prompt.reasons, new Date(seconds(iat))),
    asked: askedFor(params),
    isAnswered: result !== undefined,
    wayOn: new URL(returnTo).pathname,
  };
}

function wantedBy(prompt: string, reasons: readonly string[], since: Date): PendingRequest["wants"] {
  if (prompt === "consent") return { is: "consent" };
  // Another reason is about somebody else, or a way of signing in that there is not: asking again would go on for ever.
  if (reasons.some((reason) => !["no_session", "login_prompt", "max_age"].includes(reason)))
    return { is: "impossible" };
  const isAnew = reasons.some((reason) => reason === "login_prompt" || reason === "max_age");
  return { is: "sign-in", since: isAnew ? since : null };
}

/** What somebody answers: who they are, that they allow it, or no. */
export type RequestAnswer =
  { is: "signed-in"; principal: Principal & { kind: "user" } } | { is: "allowed" } | { is: "refused" };

/** Notes the answer, for the request to go on with. False when it is over meanwhile. */
export async function answerRequest(uid: string, cookies: string | null, answer: RequestAnswer): Promise<boolean> {
  const interaction = await findInteraction(uid, cookies);
  if (!interaction) return false;
  interaction.result = { ...interaction.lastSubmission, ...resultOf(answer) };
  await interaction.save(interaction.exp - Math.floor(now().getTime() / seconds(1)));
  return true;
}

function resultOf(answer: RequestAnswer) {
  switch (answer.is) {
    case "signed-in": {
      const { userId, session } = answer.principal;
      const ts = session ? Math.floor(session.authenticatedAt.getTime() / seconds(1)) : undefined;
      return { login: { accountId: userId, ...(ts === undefined ? {} : { ts }) } };
    }
    case "allowed":
      return { consent: {} };
    case "refused":
      return { error: "access_denied", error_description: "the person said no" };
  }
}

// Somebody who is lured to the address of another one's request has not its cookie.
async function findInteraction(uid: string, cookies: string | null): Promise<Interaction | null> {
  if (!isServing) return null;
  const isTheirs = cookies?.split("; ").includes(`protocol-request=${uid}`) === true;
  return isTheirs ? ((await (await findProvider()).Interaction.find(uid)) ?? null) : null;
}
