import { hours, minutes } from "../../clock.ts";
import { about, faultList, type Circumstances } from "./fault.ts";
import { NOBODY, SUCCESS, type Said, type SaidOfSomebody } from "./said.ts";

const ELSEWHERE = "https://elsewhere.example.org";
const OTHER_REQUEST = "_the-request-of-somebody-else";

const within = ({ present }: Circumstances, duration: number) => new Date(present.getTime() + duration);
const limited = (change: (at: Circumstances) => Partial<NonNullable<SaidOfSomebody["conditions"]>>) =>
  about(({ conditions }, at) => ({ conditions: conditions && { ...conditions, ...change(at) } }));
const answering = (change: Partial<Said>) => ({ says: (said: Said) => ({ ...said, ...change }) });

/** Answers that are for others: another app, address or question (SA15, SA16, SA17). */
export const recipientFaults = faultList({
  "wrong-audience": limited(() => ({ audiences: [[ELSEWHERE]] })),
  "audience-with-more": limited(({ app }) => ({ audiences: [[`${app.entityId}.example.org`]] })),
  "no-audience": limited(() => ({ audiences: [] })),
  "two-audience-restrictions": limited(({ app }) => ({ audiences: [[app.entityId], [ELSEWHERE]] })),
  "one-audience-of-two": limited(({ app }) => ({ audiences: [[ELSEWHERE, app.entityId]] })),
  "wrong-recipient": about((_, { app }) => ({ recipient: `${app.acsUrl}/elsewhere` })),
  "no-recipient": about(() => ({ recipient: null })),
  "wrong-destination": { says: (said, { app }) => ({ ...said, destination: `${app.acsUrl}/elsewhere` }) },
  "no-destination": answering({ destination: null }),
  "wrong-request": {
    ...about(() => ({ inResponseTo: OTHER_REQUEST })),
    ...answering({ inResponseTo: OTHER_REQUEST }),
  },
  "wrong-request-inside": about(() => ({ inResponseTo: OTHER_REQUEST })),
  "request-only-outside": about(() => ({ inResponseTo: null })),
  "no-request": { ...about(() => ({ inResponseTo: null })), ...answering({ inResponseTo: null }) },
});

/** Answers that count at another time (SA20). */
export const timeFaults = faultList({
  expired: {
    saysOf: (said, at) => ({
      ...said,
      confirmedUntil: within(at, -minutes(10)),
      conditions: said.conditions && {
        ...said.conditions,
        notBefore: within(at, -minutes(15)),
        notOnOrAfter: within(at, -minutes(10)),
      },
    }),
  },
  "not-yet-valid": limited((at) => ({ notBefore: within(at, minutes(10)), notOnOrAfter: within(at, minutes(20)) })),
  "confirmation-expired": about((_, at) => ({ confirmedUntil: within(at, -minutes(10)) })),
  "confirmation-without-end": about(() => ({ confirmedUntil: null })),
  "valid-for-a-day": limited((at) => ({ notOnOrAfter: within(at, hours(24)) })),
  "no-conditions": about(() => ({ conditions: null })),
  "no-end": limited(() => ({ notOnOrAfter: null })),
  "session-is-over": about(({ signedIn }, at) => ({
    signedIn: signedIn && { ...signedIn, until: within(at, -minutes(10)) },
  })),
  "signed-in-yesterday": about(({ signedIn }, at) => ({
    signedIn: signedIn && { ...signedIn, at: within(at, -hours(24)) },
  })),
  "clock-skew": { clock: -minutes(10) },
  "clock-a-little-fast": { clock: minutes(0.5) },
});

/** Answers that are no answers, or of another provider (SA21, SA22). */
export const statusFaults = faultList({
  "wrong-issuer": about(() => ({ issuer: ELSEWHERE })),
  "wrong-issuer-outside": answering({ issuer: ELSEWHERE }),
  "no-issuer-outside": answering({ issuer: null }),
  "status-is-not-success": answering({ status: NOBODY }),
  "nobody-is-there": answering({ status: NOBODY, assertion: null }),
  "success-with-nobody": answering({ status: SUCCESS, assertion: null }),
  "version-1-1": answering({ version: "1.1" }),
  "version-1-1-inside": about(() => ({ version: "1.1" })),
  "no-sign-in": about(() => ({ signedIn: null })),
  "holder-of-key": about(() => ({ confirmations: ["holder-of-key"] })),
  "sender-vouches": about(() => ({ confirmations: ["sender-vouches"] })),
  "no-confirmation": about(() => ({ confirmations: [] })),
  "two-confirmations": about(() => ({ confirmations: ["bearer", "bearer"] })),
});
