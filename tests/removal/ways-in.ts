import { signInWithPassword } from "#app/auth/password-sign-in.server.ts";
import { randomToken } from "#app/auth/secrets.server.ts";
import { requestReset } from "#app/auth/reset-password.server.ts";
import { pool } from "#app/db/client.server.ts";
import { arrival, origin } from "#tests/support/arrivals.ts";
import { demoPassword } from "#app/db/demo-data.ts";

// Run after the removals: bob signs in with his password, and those who never had one ask for it (`ways-in.ts NAME...`).
const entered = await signInWithPassword({ identifier: "bob", password: demoPassword }, arrival(), randomToken());
for (const name of process.argv.slice(2)) await requestReset(`${name}@example.com`, origin);
console.log(entered.ok ? "bob is in" : entered.reason);
await pool.end();
