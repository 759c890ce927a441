import { z } from "zod";

/** What a program gets for a password or a refresh token, in the names of OAuth 2 (RFC 6749, section 5.1). */
export const tokensAnswer = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("bearer"),
  expires_in: z.int().describe("Seconds."),
  scope: z.string().optional(),
});

const scope = z
  .string()
  .optional()
  .describe("Permissions, with a space between them; left out, all that the person has.");

/** What a program sends to sign in. `readLogin` reads it, also under the older names of its members. */
export const loginFields = z.object({
  identifier: z.string().describe("A user name or an e-mail address."),
  password: z.string(),
  client: z.string().optional().describe("What the program calls itself."),
  scope,
});

/** What a program sends for new tokens, or to sign out. */
export const refreshFields = z.object({ refresh_token: z.string(), scope });
export const signOutFields = z.object({ refresh_token: z.string() });
export const signedOutAnswer = z.object({ ok: z.literal(true) });
