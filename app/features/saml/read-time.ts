import { seconds } from "../../clock.ts";

/** How far the clock of an identity provider may be off (SA20). */
export const CLOCK_TOLERANCE = seconds(60);

const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

/** A moment as SAML writes it: in UTC and marked so (SAML Core 1.3.3). Null for everything else. */
export function readTime(text: string | null): Date | null {
  if (!text || !UTC.test(text)) return null;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** True once `moment` lies in the past, whichever of the clocks is right. */
export const isPast = (moment: Date, present: Date): boolean => moment.getTime() + CLOCK_TOLERANCE <= present.getTime();

/** True while `moment` lies in the future, whichever of the clocks is right. */
export const isAhead = (moment: Date, present: Date): boolean => moment.getTime() - CLOCK_TOLERANCE > present.getTime();
