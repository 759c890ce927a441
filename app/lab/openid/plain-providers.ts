import type { Said } from "./fault.ts";
import { numberOf, subjectOf } from "./people.ts";
import type { Grant } from "./state.ts";

/** A provider of plain OAuth 2: what it answers at which of its addresses. Null is 404. */
export type PlainProvider = {
  /** Answers in a form unless JSON is asked for, and says errors with a 200. */
  readonly isGitHubLike?: boolean;
  readonly userInfo: Readonly<Record<string, (said: Said, grant: Grant) => unknown>>;
};

/** Its number in place of the subject, which stays when a fault has changed it. */
const numbered = ({ sub }: Said, { username }: Grant) => (sub === subjectOf(username) ? numberOf(username) : sub);

/** The plain providers, at `/plain/NAME/authorize`, `/plain/NAME/token` and below `/plain/NAME` what stands here. */
export const plainProviders: Readonly<Record<string, PlainProvider>> = {
  github: {
    isGitHubLike: true,
    userInfo: {
      "/user": (said, grant) => ({
        login: said.preferred_username,
        id: numbered(said, grant),
        type: "User",
        name: said.name,
        email: null, // as for everybody who keeps theirs private
      }),
      "/user/emails": (said, { scopes }) => {
        if (!scopes.includes("user:email") && !scopes.includes("user")) return null;
        const other = { email: "somebody@users.noreply.github.com", primary: false, verified: true, visibility: null };
        const own = { email: said.email, primary: true, verified: said.email_verified, visibility: "private" };
        return said.email === undefined ? [other] : [other, own];
      },
    },
  },
  discord: {
    userInfo: {
      "/users/@me": (said, grant) => ({
        id: textOf(numbered(said, grant)),
        username: said.preferred_username,
        discriminator: "0",
        global_name: said.name,
        ...(grant.scopes.includes("email") && { email: said.email ?? null, verified: said.email_verified }),
      }),
    },
  },
  /** With the names of fields that a custom provider has by default. */
  custom: { userInfo: { "/me": (said) => said } },
  /** With names of its own, and without a word on whether the address was verified. */
  renamed: {
    userInfo: {
      "/me": (said, grant) => ({ uid: numbered(said, grant), mail: said.email, fullName: said.name }),
    },
  },
};

const textOf = (id: unknown) => (typeof id === "number" ? `8${String(id).padStart(17, "0")}` : id);
