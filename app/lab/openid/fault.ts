import type { ServerResponse } from "node:http";

import type { LabClient } from "./clients.ts";
import type { SigningKey } from "./keys.ts";

/** What the provider says somewhere: claims, parameters of an address, a document. */
export type Said = Record<string, unknown>;

/** What is known when something is said. `second` is the provider's present, in seconds since 1970. */
export type Circumstances = { readonly issuer: string; readonly second: number };

/** Where something is said: of a person (wherever), and then in one place. */
export type Place = "person" | "idToken" | "userInfo" | "tokens" | "callback" | "discovery";

/** What answers, of the OpenID side and of the plain one. Into the trap goes who follows a redirect. */
export type Endpoint = "discovery" | "jwks" | "authorize" | "token" | "userInfo" | "trap";

/** Signs the claims of an ID token, well or not. */
export type Sign = (claims: Said, key: SigningKey, client: LabClient) => Promise<string>;

/** One way in which a provider can be wrong: what it says otherwise, how it signs, or how it answers. */
export type Fault = Partial<Record<Place, (said: Said, circumstances: Circumstances) => Said>> & {
  readonly sign?: Sign;
  /** Takes over the answers of these endpoints. */
  readonly answer?: { readonly at: readonly Endpoint[]; readonly with: (response: ServerResponse) => void };
  /** How late each answer is, in milliseconds. */
  readonly delay?: number;
  /** How far its clock is off, in milliseconds. */
  readonly clock?: number;
};

/** Keeps the names of a list of faults while checking each of them. */
export const faultList = <Name extends string>(faults: Record<Name, Fault>): Record<Name, Fault> => faults;

/** The same without a word on one thing. */
export const without = (said: Said, name: string): Said =>
  Object.fromEntries(Object.entries(said).filter(([one]) => one !== name));
