import { credentialsIn, labClient, type LabClient } from "./clients.ts";
import { delayWith, takenOver, type Faults } from "./faults.ts";
import type { Asked } from "../asked.ts";
import { serve, startAlone, type Answers } from "../serve.ts";
import { makeKey } from "./keys.ts";
import { labPeople, type LabPerson } from "../people.ts";
import { routesOf } from "./routes.ts";
import { makeState, type Heard, type ProviderState } from "./state.ts";

/** The lab's provider at work. */
export type OpenIdProvider = {
  readonly issuer: string;
  /** `http://127.0.0.1:PORT/plain`: below it the plain OAuth 2 providers, each under its name. */
  readonly plainUrl: string;
  /** What is wrong with it: `faults.add("wrong-nonce")`, `faults.clear()`. Shows at the next request. */
  readonly faults: Faults;
  /** The last 100 requests that it heard, newest first. */
  readonly heard: readonly Heard[];
  readonly people: () => readonly LabPerson[];
  /** Puts somebody into these groups and out of all others. */
  readonly setGroups: (username: string, groups: readonly string[]) => void;
  /** Signs with a new key from now on; the old one is forgotten. */
  readonly rotateKeys: () => Promise<void>;
  /** The name of the key that it signs with (`kid`). */
  readonly keyName: () => string;
};

/** Starts a provider on a port of this machine (0: any free one), by default with the lab's people and its client. A `path` may end in `/`. */
export async function startOpenIdProvider({
  port = 0,
  people = labPeople,
  clients = [labClient],
  path = "/openid",
}: {
  port?: number;
  people?: readonly LabPerson[];
  clients?: readonly LabClient[];
  path?: string;
} = {}): Promise<OpenIdProvider & { close: () => void }> {
  return startAlone(port, (origin) => makeOpenIdProvider({ origin, issuer: origin + path, people, clients }));
}

/** A provider for a server that listens at `origin`. `answers` says whether a request was one for it. */
export async function makeOpenIdProvider(
  given: Pick<ProviderState, "origin" | "issuer" | "people" | "clients">,
): Promise<OpenIdProvider & { answers: Answers }> {
  const state = await makeState(given);
  const routes = routesOf(state);
  const { issuer, faults, heard } = state;
  return {
    issuer,
    plainUrl: `${given.origin}/plain`,
    faults,
    heard,
    people: () => state.people,
    keyName: () => state.key.kid,
    setGroups(username, groups) {
      state.people = state.people.map((person) => (person.username === username ? { ...person, groups } : person));
    },
    async rotateKeys() {
      state.key = await makeKey();
    },
    answers(request, response) {
      const [path = ""] = (request.url ?? "").split("?");
      const route = routes.get(path);
      if (!route) return false;
      const serving = {
        note: (asked: Asked) => note(state, asked),
        delay: () => delayWith(faults),
        takenOver: () => takenOver(faults, route.endpoint),
        answer: route.answer,
      };
      void serve(request, response, serving).catch(() => response.destroy());
      return true;
    },
  };
}

const KEPT = 100;

function note({ heard }: ProviderState, asked: Asked): void {
  const { client_secret: _, ...parameters } = Object.fromEntries(asked.parameters);
  heard.unshift({ path: asked.path, parameters, authentication: credentialsIn(asked)?.way ?? null });
  heard.splice(KEPT);
}
