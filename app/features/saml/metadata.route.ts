import { env } from "#app/env.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { findBySlug } from "./find-connection.server.ts";
import { ourKeys } from "./our-keys.server.ts";
import { serviceProviderAt } from "./service-provider.ts";
import { ourMetadata } from "./sp-metadata.server.ts";

/** Who we are to an identity provider (SA-01); its address is our entity id there. */
export const loader = guard(
  { open: "identity providers read who we are", limit: "100 per 15 minutes" },
  async ({ params, refuse }) => {
    const [connection, keys] = [await findBySlug(params.connection), await ourKeys()];
    if (!connection || !keys) throw await refuse(notFound);
    const xml = await ourMetadata(serviceProviderAt(env.origin, connection.slug), keys);
    return new Response(xml, { headers: { "Content-Type": "application/samlmetadata+xml; charset=utf-8" } });
  },
);
