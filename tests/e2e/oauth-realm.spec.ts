import { startAtRealm } from "./elsewhere.ts";
import { test } from "./test.ts";
import { signInThrough } from "./through-others.ts";

test.skip(!process.env.PEERS, "real peers are asked by npm run test:peers");
signInThrough("a certified provider", startAtRealm);
