import type { KoaContextWithOIDC, Provider } from "oidc-provider";

import { seconds } from "../../clock.ts";
import { asking } from "./asking.server.ts";

/**
 * Makes the protocol's own session say what ours says: whoever is signed in here is signed in there, since the same moment, and nobody else. So
 * its cookie opens nothing by itself, and signing out here is signing out there.
 */
export function mirrorSignIn(provider: Provider): void {
  const { Session } = provider;
  const find = Session.get.bind(Session);
  Session.get = async (ctx) => {
    const session = await find(ctx);
    const { principal } = asking.getStore() ?? {};
    const isHere = principal?.via === "session" && !principal.pending && principal.session !== null;
    if (!isHere) {
      delete session.accountId;
      delete session.loginTs;
      return session;
    }
    if (session.accountId !== principal.userId) delete session.authorizations; // of whoever was here before
    session.accountId = principal.userId;
    session.loginTs = Math.floor(principal.session.authenticatedAt.getTime() / seconds(1));
    return session;
  };
  // Kept only for what goes on: the request after this one has to be of the same session. What is refused leaves nothing behind.
  provider.on("interaction.started", keepSession);
  provider.on("authorization.success", keepSession);
}

function keepSession({ oidc }: KoaContextWithOIDC): void {
  if (oidc.session) Object.assign(oidc.session, { touched: true }); // of which its types do not know
}
