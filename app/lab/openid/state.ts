import { minutes } from "../../clock.ts";
import type { LabClient } from "./clients.ts";
import type { Circumstances } from "./fault.ts";
import { timeWith, type Faults } from "./faults.ts";
import { makeKeeping, type Keeping } from "../keeping.ts";
import { makeKey, type SigningKey } from "./keys.ts";
import type { LabPerson } from "../people.ts";

/** That somebody signed in here, for an app: what a code and an access token stand for. */
export type Grant = {
  /** On which side: `openid`, or the name of a plain provider. */
  readonly side: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly username: string;
  /** When, in seconds since 1970 by the provider's clock. */
  readonly signedInAt: number;
};

/** One request that the provider heard, for tests to look at. Of the client's secret only how it came. */
export type Heard = {
  readonly path: string;
  readonly parameters: Record<string, string>;
  readonly authentication: "basic" | "post" | null;
};

/** All that the provider knows. It forgets everything when it ends. */
export type ProviderState = {
  readonly origin: string;
  readonly issuer: string;
  readonly clients: readonly LabClient[];
  readonly faults: Faults;
  readonly codes: Keeping<Grant>;
  readonly accessTokens: Keeping<Grant>;
  readonly heard: Heard[];
  people: readonly LabPerson[];
  key: SigningKey;
};

/** What a provider begins with. */
export async function makeState(
  given: Pick<ProviderState, "origin" | "issuer" | "clients" | "people">,
): Promise<ProviderState> {
  const [codes, accessTokens] = [makeKeeping<Grant>(minutes(1)), makeKeeping<Grant>(minutes(5))];
  return { ...given, faults: new Set(), codes, accessTokens, heard: [], key: await makeKey() };
}

/** The present as the provider sees it. */
export const circumstances = ({ issuer, faults }: ProviderState): Circumstances => ({
  issuer,
  second: Math.floor(timeWith(faults).getTime() / 1_000),
});
