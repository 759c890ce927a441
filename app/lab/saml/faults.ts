import type { ServerResponse } from "node:http";

import { now } from "../../clock.ts";
import { answerFaults, metadataFaults, postFaults } from "./answer-faults.ts";
import type { Endpoint, Fault } from "./fault.ts";
import { personFaults } from "./person-faults.ts";
import { encryptionFaults, rightSignatures, rolloverFaults, signatureFaults } from "./signature-faults.ts";
import { recipientFaults, statusFaults, timeFaults } from "./statement-faults.ts";
import { wrappingFaults } from "./wrapping-faults.ts";

const catalogue = {
  ...recipientFaults,
  ...timeFaults,
  ...statusFaults,
  ...personFaults,
  ...signatureFaults,
  ...rightSignatures,
  ...rolloverFaults,
  ...encryptionFaults,
  ...wrappingFaults,
  ...postFaults,
  ...metadataFaults,
  ...answerFaults,
};

/** Every way in which the provider can be wrong, and some in which it is unusual and right. */
export type FaultName = keyof typeof catalogue;

/** The faults of the moment: `add`, `delete`, `clear`. */
export type Faults = Set<FaultName>;

/** The names of all faults. */
export const faultNames = Object.keys(catalogue) as readonly FaultName[];

/** The faults that are on. */
export const active = (faults: Faults): Fault[] => [...faults].map((name) => catalogue[name]);

/** Takes over the answer of an endpoint, where a fault does. */
export const takenOver = (faults: Faults, endpoint: Endpoint): ((response: ServerResponse) => void) | undefined =>
  active(faults).find(({ answer }) => answer?.at.includes(endpoint))?.answer?.with;

/** How late answers are, in milliseconds. */
export const delayWith = (faults: Faults): number => Math.max(0, ...active(faults).map(({ delay = 0 }) => delay));

/** What time it is by the provider's clock. */
export const timeWith = (faults: Faults): Date =>
  new Date(active(faults).reduce((time, { clock = 0 }) => time + clock, now().getTime()));
