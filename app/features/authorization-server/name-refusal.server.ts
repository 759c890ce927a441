import type { Provider } from "oidc-provider";

/** Calls a grant that this client may not use what RFC 6749, section 5.2, calls it: the library says `invalid_request`. */
export function nameRefusals(provider: Provider): void {
  provider.on("grant.error", ({ body }) => {
    const said = body as { error?: string; error_description?: string } | undefined;
    if (said?.error_description === "requested grant type is not allowed for this client")
      said.error = "unauthorized_client";
  });
}
