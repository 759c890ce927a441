import { startDirectoryPart } from "./directory/part.ts";
import { startOpenIdPart } from "./openid/part.ts";
import type { StartLabPart } from "./part.ts";
import { startProxyPart } from "./proxy/part.ts";
import { startSamlPart } from "./saml/part.ts";

/** The parts that the lab has. */
export const parts: readonly StartLabPart[] = [startOpenIdPart, startSamlPart, startDirectoryPart, startProxyPart];
