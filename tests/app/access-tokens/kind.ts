import { post, signOut, type Tokens } from "./programs.ts";
import type { CredentialKind } from "../credential-kinds.ts";

/** An access token of a program, among the kinds of credentials there are. */
export const accessToken: CredentialKind = {
  name: "access token",
  survivesNewPassword: false,
  async get({ username, password }) {
    const answer = await post("/api/auth/login", { username, password, client: "Harbour app" });
    const tokens = (await answer.json()) as Tokens;
    return { headers: { Authorization: `Bearer ${tokens.access_token}` }, giveUp: () => signOut(tokens) };
  },
};
