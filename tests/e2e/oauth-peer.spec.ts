import { startAtRealm } from "./oauth-elsewhere.ts";
import { signInThrough } from "./through-others.ts";

signInThrough("a certified provider", startAtRealm, "You stopped at Keycloak.");
