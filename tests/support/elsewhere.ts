import type { Assertion } from "#app/auth/assertion.ts";
import type { Connection } from "#app/auth/connection.ts";

/** A place elsewhere of no kind that a feature speaks: believed about nobody's address, its groups give no roles. */
export const harbour: Connection = {
  name: "harbour",
  label: "Harbour",
  kind: "harbour",
  trustedDomains: [],
  groupMap: {},
  createsUsers: true,
};

let people = 0;

/** What the harbour says of somebody new, whose address it has verified. */
export function somebodyAtHarbour(more: Partial<Assertion> = {}): Assertion {
  people += 1;
  return {
    authority: "https://harbour.example.test",
    subject: `subject-${people}`,
    email: `somebody-${people}@elsewhere.test`,
    emailVerified: true,
    signedInAnew: false,
    username: null,
    firstName: "Nina",
    lastName: "Novak",
    groups: [],
    profile: { locale: "en" },
    ...more,
  };
}
