import { env } from "../../env.server.ts";
import { isServing } from "./provider.server.ts";

/** Tells whoever was refused at our API where to read how its tokens are had (RFC 9728, section 5.1); null where this process issues none. */
export const whereTokensComeFrom = (): string | null =>
  isServing ? `resource_metadata="${env.origin}/.well-known/oauth-protected-resource/api"` : null;
