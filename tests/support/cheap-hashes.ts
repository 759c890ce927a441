/**
 * Hashes as cheap as the configuration allows: a run of the tests computes some hundreds of them. The demo people's are made the same way,
 * so that nobody is hashed anew at sign-in. What hashes cost by default, `app/env.test.ts` and `app/auth/passwords.test.ts` say.
 */
export const cheapHashes = { ARGON2_MEMORY_KIB: "19456", ARGON2_TIME: "2", ARGON2_PARALLELISM: "1" };
