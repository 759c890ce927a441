import { bearer, cookie, get, type Ask } from "../load/job.ts";
import { usernameOf } from "../people/names.ts";
import { host } from "../people/ours.ts";
import type { SubjectName } from "../subjects.ts";

/** What is asked of one server: each in turn, over and over. */
export type Asking = { on: SubjectName; asks: readonly Ask[] };

/** Part of a right answer, by the place of whoever asks among the participants. */
export type Says = (i: number) => string;

const REFUSED = "AUTH_REQUIRED";

/** Browsers' cookies are let in, or refused. */
export const letsIn = (path: string, cookies: readonly string[], says: Says) =>
  asks(path, cookies.map(cookie), 200, says);
export const refuses = (path: string, cookies: readonly string[]) =>
  asks(path, cookies.map(cookie), 401, () => REFUSED);

/** Programs' keys and tokens are let in, or refused. */
export const letsProgramIn = (path: string, texts: readonly string[], says: Says) =>
  asks(path, texts.map(bearer), 200, says);
export const refusesProgram = (path: string, texts: readonly string[], says: string) =>
  asks(path, texts.map(bearer), 401, () => says);

/** A right answer names the participant. */
export const naming =
  (participants: readonly number[]): Says =>
  (i) =>
    `"username":"${usernameOf(participants[i] ?? 0)}"`;

const asks = (path: string, headers: readonly string[], status: number, says: Says): Ask[] =>
  headers.map((header, i) => ({ text: get(path, host, header), statuses: [status], says: says(i) }));
