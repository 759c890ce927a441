import { randomBytes } from "node:crypto";

import { minutes } from "../../clock.ts";
import { subjectOf, type LabPerson } from "../people.ts";
import type { App } from "./app.ts";

/** What an answer says before it is XML. What is null is left out. */
export type Said = {
  readonly id: string;
  readonly version: string;
  readonly issuedAt: Date;
  readonly destination: string | null;
  readonly inResponseTo: string | null;
  readonly issuer: string | null;
  /** The status, and the finer one inside of it. */
  readonly status: readonly [string, string?];
  /** Of nobody where nobody was signed in. */
  readonly assertion: SaidOfSomebody | null;
};

/** What an assertion says. */
export type SaidOfSomebody = {
  readonly id: string;
  readonly version: string;
  readonly issuer: string;
  readonly nameId: { readonly value: string; readonly format: string | null } | null;
  /** How the bearer shows that they are meant: `bearer`, or others that nobody here speaks. */
  readonly confirmations: readonly string[];
  readonly recipient: string | null;
  readonly inResponseTo: string | null;
  readonly confirmedUntil: Date | null;
  readonly conditions: {
    readonly notBefore: Date | null;
    readonly notOnOrAfter: Date | null;
    /** Each restriction must hold, by one of its audiences. */
    readonly audiences: readonly (readonly string[])[];
  } | null;
  readonly signedIn: { readonly at: Date; readonly session: string; readonly until: Date | null } | null;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
};

/** An id as SAML wants it: random, and beginning with no digit. */
export const newId = (): string => `_${randomBytes(16).toString("hex")}`;

const STATUS = "urn:oasis:names:tc:SAML:2.0:status:";
export const SUCCESS = [`${STATUS}Success`] as const;
/** Nobody showed who they are. */
export const NOBODY = [`${STATUS}Responder`, `${STATUS}AuthnFailed`] as const;

export const formats = {
  persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
  transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
  email: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
} as const;

/** What an answer is made from. Without `requestId` nobody asked. */
export type Answering = {
  readonly entityId: string;
  readonly app: App;
  readonly requestId: string | null;
  readonly present: Date;
};

/** What an honest provider answers: that this person signed in just now, or with null that nobody did. */
export function honestly({ entityId, app, requestId, present }: Answering, person: LabPerson | null): Said {
  const answer = { id: newId(), version: "2.0", issuedAt: present, destination: app.acsUrl, inResponseTo: requestId };
  if (!person) return { ...answer, issuer: entityId, status: NOBODY, assertion: null };
  const soon = new Date(present.getTime() + minutes(5));
  const assertion: SaidOfSomebody = {
    id: newId(),
    version: "2.0",
    issuer: entityId,
    nameId: { value: subjectOf(person.username), format: formats.persistent },
    confirmations: ["bearer"],
    recipient: app.acsUrl,
    inResponseTo: requestId,
    confirmedUntil: soon,
    conditions: {
      notBefore: new Date(present.getTime() - minutes(1)),
      notOnOrAfter: soon,
      audiences: [[app.entityId]],
    },
    signedIn: { at: present, session: newId(), until: null },
    attributes: attributesOf(person),
  };
  return { ...answer, issuer: entityId, status: SUCCESS, assertion };
}

/** What is said of a person besides their identifier. */
export const attributesOf = ({ username, firstName, lastName, email, groups }: LabPerson) => ({
  email: [email],
  firstName: [firstName],
  lastName: [lastName],
  username: [username],
  groups,
});
