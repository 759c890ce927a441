import { startAtRealm } from "./elsewhere.ts";
import { signInThrough } from "./through-others.ts";

signInThrough("a certified provider", startAtRealm);
