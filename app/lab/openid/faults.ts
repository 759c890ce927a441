import type { ServerResponse } from "node:http";

import { now } from "../../clock.ts";
import { answerFaults } from "./answer-faults.ts";
import { callbackFaults } from "./callback-faults.ts";
import { claimFaults, personFaults } from "./claim-faults.ts";
import type { Circumstances, Endpoint, Fault, Place, Said, Sign } from "./fault.ts";
import { signingFaults, signWell } from "./signing-faults.ts";

const catalogue = { ...claimFaults, ...personFaults, ...signingFaults, ...callbackFaults, ...answerFaults };

/** Every way in which the provider can be wrong. */
export type FaultName = keyof typeof catalogue;

/** The faults of the moment: `add`, `delete`, `clear`. */
export type Faults = Set<FaultName>;

/** The names of all faults. */
export const faultNames = Object.keys(catalogue) as readonly FaultName[];

const active = (faults: Faults): Fault[] => [...faults].map((name) => catalogue[name]);

/** What is said in a place while these faults are on, when it should be `said`. */
export const saidWith = (faults: Faults, place: Place, said: Said, circumstances: Circumstances): Said =>
  active(faults).reduce((before, fault) => fault[place]?.(before, circumstances) ?? before, said);

/** How ID tokens are signed. Of several faults the last counts. */
export const signerWith = (faults: Faults): Sign => active(faults).findLast(({ sign }) => sign)?.sign ?? signWell;

/** Takes over the answer of an endpoint, where a fault does. */
export const takenOver = (faults: Faults, endpoint: Endpoint): ((response: ServerResponse) => void) | undefined =>
  active(faults).find(({ answer }) => answer?.at.includes(endpoint))?.answer?.with;

/** How late answers are, in milliseconds. */
export const delayWith = (faults: Faults): number => Math.max(0, ...active(faults).map(({ delay = 0 }) => delay));

/** What time it is by the provider's clock. */
export const timeWith = (faults: Faults): Date =>
  new Date(active(faults).reduce((time, { clock = 0 }) => time + clock, now().getTime()));
