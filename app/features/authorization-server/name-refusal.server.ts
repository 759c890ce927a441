import type { KoaContextWithOIDC, Provider } from "oidc-provider";

import { asking } from "./asking.server.ts";

/** Calls a refusal what RFC 6749, section 5.2, calls it, where the library says `invalid_request`, and notes the ones of copied tokens. */
export function nameRefusals(provider: Provider): void {
  provider.on("grant.error", nameRefusal);
  provider.on("introspection.error", nameRefusal);
  provider.on("revocation.error", nameRefusal);
  provider.on("grant.error", (_, { error_detail: detail = "" }) => {
    const { noted } = asking.getStore() ?? {};
    if (noted && /already (?:used|consumed)$/.test(detail)) noted.isCopied = true;
  });
}

function nameRefusal(ctx: KoaContextWithOIDC): void {
  const said = ctx.body as { error?: string; error_description?: string } | undefined;
  if (said?.error_description === "requested grant type is not allowed for this client")
    said.error = "unauthorized_client";
  if (said?.error_description === "no client authentication mechanism provided") {
    said.error = "invalid_client";
    ctx.status = 401;
    ctx.set("WWW-Authenticate", `Basic realm="${ctx.oidc.issuer}"`);
  }
}
