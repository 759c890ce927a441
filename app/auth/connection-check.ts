/** Why a place elsewhere cannot be used, as far as asking it shows: each has a sentence that says what to mend. Features add theirs here. */
export type ConnectionFlaw =
  | "address"
  | "out-of-reach"
  | "slow"
  | "too-large"
  | "redirect"
  | "down"
  | "no-description"
  | "not-json"
  | "another-issuer"
  | "endpoints"
  | "keys"
  | "no-code-flow"
  | "no-s256"
  | "switched-off"
  | "no-people"
  | "no-entry-id"
  | "service-account"
  | "no-base"
  | "wants-protection"
  | "certificate"
  | "refuses"
  | "no-metadata"
  | "not-xml"
  | "not-one-entity"
  | "no-identity-provider"
  | "no-certificate"
  | "bad-certificate"
  | "no-redirect-address"
  | "bad-address"
  | "expired"
  | "another-entity";

/** One thing that a place says of itself: null where it does not say. */
export type Finding = {
  what:
    | "authorize"
    | "token"
    | "userInfo"
    | "keys"
    | "s256"
    | "scopes"
    | "emailVerified"
    | "groups"
    | "protection"
    | "people"
    | "withEmail"
    | "withGroups"
    | "entity"
    | "certificates";
  value: string | number | boolean | readonly string[] | null;
};

/** What came of asking a place whether it can be used. `detail` says it exactly, for administrators. */
export type ConnectionCheck = { ok: true; found: Finding[] } | { ok: false; flaw: ConnectionFlaw; detail: string };
