import { accessTokenReader } from "../features/access-tokens/credential-reader.ts";
import { apiKeyReader } from "../features/api-keys/key-reader.server.ts";
import { issuedTokenReader } from "../features/authorization-server/token-reader.server.ts";
import { externalTokenReader } from "../features/resource-server/credential-reader.ts";
import type { CredentialReader } from "./shown-credential.ts";

/** How the gate recognises what programs show, in this order: a line for each kind of key or token. */
export const credentialReaders: readonly CredentialReader[] = [
  apiKeyReader,
  accessTokenReader,
  issuedTokenReader,
  externalTokenReader,
];
