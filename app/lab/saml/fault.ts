import type { ServerResponse } from "node:http";

import type { App } from "./app.ts";
import type { SigningKey } from "./keys.ts";
import type { Encrypting } from "./encrypt.ts";
import type { SaidOfItself } from "./metadata.ts";
import type { Said, SaidOfSomebody } from "./said.ts";
import type { Signing } from "./sign.ts";

/** What answers. Into the trap goes who follows a redirect. */
export type Endpoint = "metadata" | "sign-in" | "trap";

/** What is known when something is said. `present` is by the provider's clock. */
export type Circumstances = { readonly present: Date; readonly entityId: string; readonly app: App };

/** How an answer is signed, and encrypted: null where it is not. */
export type Manner = {
  readonly assertion: Signing | null;
  readonly response: Signing | null;
  readonly encryption: Encrypting | null;
};

/** The provider's keys: the one it signs with, the one that its metadata announces, and one that is not its own. */
export type Keys = {
  readonly current: SigningKey;
  readonly next: SigningKey;
  readonly strange: () => Promise<SigningKey>;
};

/** An assertion as it is sent, and one about root that nobody signed: of both a fault may make one answer. */
export type Parts = { readonly genuine: string; readonly forged: string };

/** What the browser is given to post. */
export type Posted = { readonly SAMLResponse: string; readonly RelayState: string | null };

/** One way in which the provider can be wrong, in the order in which an answer comes about. */
export type Fault = {
  /** How far its clock is off, in milliseconds. */
  readonly clock?: number;
  readonly saysOf?: (said: SaidOfSomebody, at: Circumstances) => SaidOfSomebody;
  readonly says?: (said: Said, at: Circumstances) => Said;
  readonly makes?: (manner: Manner, keys: Keys, app: App) => Manner | Promise<Manner>;
  /** What stands in the response in place of the assertion. */
  readonly assembles?: (parts: Parts) => string;
  /** What becomes of the response when it is signed. */
  readonly spoils?: (response: string, parts: Parts) => string;
  /** `last` is what the provider gave the browser before. */
  readonly posts?: (posted: Posted, last: Posted | null) => Posted;
  readonly saysOfItself?: (said: SaidOfItself, keys: Keys) => SaidOfItself | Promise<SaidOfItself>;
  readonly spoilsMetadata?: (metadata: string) => string;
  /** Takes over the answers of these endpoints. */
  readonly answer?: { readonly at: readonly Endpoint[]; readonly with: (response: ServerResponse) => void };
  /** How late each answer is, in milliseconds. */
  readonly delay?: number;
};

/** Keeps the names of a list of faults while checking each of them. */
export const faultList = <Name extends string>(faults: Record<Name, Fault>): Record<Name, Fault> => faults;

/** A fault in what is said of somebody. */
export const about = (change: (said: SaidOfSomebody, at: Circumstances) => Partial<SaidOfSomebody>): Fault => ({
  saysOf: (said, at) => ({ ...said, ...change(said, at) }),
});
