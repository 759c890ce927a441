import { minutes } from "../../clock.ts";
import { makeKeeping, type Keeping } from "../keeping.ts";
import type { LabPerson } from "../people.ts";
import type { App, FindMetadata } from "./app.ts";
import { makeKey, type SigningKey } from "./keys.ts";
import type { Posted } from "./fault.ts";
import type { Faults } from "./faults.ts";
import type { Question } from "./request.ts";

/** A question that was heard, for tests to look at. */
export type Heard = Pick<Question, "id" | "relayState" | "isFresh"> & { readonly app: string };

/** All that the provider knows. It forgets everything when it ends. */
export type SamlState = {
  readonly entityId: string;
  readonly signInUrl: string;
  readonly findMetadata: FindMetadata;
  readonly faults: Faults;
  readonly questions: Keeping<Question>;
  readonly heard: Heard[];
  /** The apps that came by, by their entity ids. */
  readonly apps: Map<string, App>;
  people: readonly LabPerson[];
  current: SigningKey;
  /** Announced in the metadata, so that signing with it one day surprises nobody. */
  next: SigningKey;
  last: Posted | null;
};

/** What a provider at `base` begins with. */
export async function makeState(base: string, given: Pick<SamlState, "findMetadata" | "people">): Promise<SamlState> {
  const [current, next] = await Promise.all([makeKey(), makeKey()]);
  return {
    ...given,
    entityId: `${base}/metadata`,
    signInUrl: `${base}/sign-in`,
    faults: new Set(),
    questions: makeKeeping<Question>(minutes(10)),
    heard: [],
    apps: new Map(),
    current,
    next,
    last: null,
  };
}

/** The keys as faults see them. The strange one is the same for every provider, since it is nobody's. */
export const keysOf = ({ current, next }: SamlState) => ({ current, next, strange: () => (strange ??= makeKey()) });

let strange: Promise<SigningKey> | undefined;
