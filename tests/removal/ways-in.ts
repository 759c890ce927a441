import { signInWithPassword } from "#app/auth/password-sign-in.server.ts";
import { requestReset } from "#app/auth/reset-password.server.ts";
import { pool } from "#app/db/client.server.ts";
import { arrival, origin } from "#tests/support/arrivals.ts";
import { demoPassword } from "#app/db/demo-data.ts";

// Run after a removal: bob signs in with his password, and somebody who never had one asks for it.
const entered = await signInWithPassword({ identifier: "bob", password: demoPassword }, arrival());
await requestReset("nina@example.com", origin);
console.log(entered.ok ? "bob is in" : entered.reason);
await pool.end();
