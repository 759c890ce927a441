import type { Answer } from "../answer.ts";
import type { Asked } from "../asked.ts";
import { labPeople, type LabPerson } from "../people.ts";
import { serve, startAlone, type Answers } from "../serve.ts";
import { answerTo } from "./answer.ts";
import { askTheApp, findApp, type FindMetadata } from "./app.ts";
import { makeKey } from "./keys.ts";
import type { Endpoint, Posted } from "./fault.ts";
import { active, delayWith, takenOver, type Faults } from "./faults.ts";
import { metadataXml } from "./metadata.ts";
import { signIn, unasked } from "./sign-in.ts";
import { keysOf, makeState, type Heard, type SamlState } from "./state.ts";

/** The lab's SAML provider at work. */
export type SamlProvider = {
  /** What it is called, and where its metadata is. */
  readonly entityId: string;
  /** What is wrong with it: `faults.add("wrong-audience")`, `faults.clear()`. Shows at the next request. */
  readonly faults: Faults;
  /** The last 100 questions that it heard, newest first. */
  readonly heard: readonly Heard[];
  /** The entity ids of the apps that came by. */
  readonly apps: () => readonly string[];
  readonly people: () => readonly LabPerson[];
  /** Puts somebody into these groups and out of all others. */
  readonly setGroups: (username: string, groups: readonly string[]) => void;
  /** Signs from now on with the key that its metadata announced before, and announces another. */
  readonly rotateKeys: () => Promise<void>;
  /** The certificates in its metadata: the one of the moment, and the next one. */
  readonly certificates: () => readonly [string, string];
  /** Sends somebody to an app that asked nothing: what their browser would post there. */
  readonly sendUnasked: (app: string, username: string) => Promise<Posted>;
};

/**
 * Starts a provider on a port of this machine (0: any free one), by default with the lab's people. `findMetadata` gives the metadata of an app
 * that cannot be asked for it over the network, as by default it is.
 */
export const startSamlProvider = ({
  port = 0,
  people = labPeople,
  findMetadata = askTheApp,
}: {
  port?: number;
  people?: readonly LabPerson[];
  findMetadata?: FindMetadata;
} = {}): Promise<SamlProvider & { close: () => void }> =>
  startAlone(port, (origin) => makeSamlProvider(`${origin}/saml`, { people, findMetadata }));

/** A provider at `base`. `answers` says whether a request was one for it. */
export async function makeSamlProvider(
  base: string,
  given: Pick<SamlState, "people" | "findMetadata">,
): Promise<SamlProvider & { answers: Answers }> {
  const state = await makeState(base, given);
  const { entityId, faults, heard } = state;
  return {
    entityId,
    faults,
    heard,
    apps: () => [...state.apps.keys()],
    people: () => state.people,
    certificates: () => [state.current.certificate, state.next.certificate],
    setGroups(username, groups) {
      state.people = state.people.map((person) => (person.username === username ? { ...person, groups } : person));
    },
    async rotateKeys() {
      [state.current, state.next] = [state.next, await makeKey()];
    },
    sendUnasked: (app, username) => sendUnasked(state, app, username),
    answers: answersOf(state, new URL(base).pathname),
  };
}

async function sendUnasked(state: SamlState, entityId: string, username: string): Promise<Posted> {
  const app = await findApp(entityId, state.findMetadata);
  if (!app) throw new Error(`no metadata of ${entityId} is to be had`);
  const person = state.people.find((one) => one.username === username) ?? null;
  return answerTo(state, { id: null, app, relayState: null, isFresh: false }, person);
}

type Route = { readonly endpoint: Endpoint; readonly answer: (asked: Asked) => Answer | Promise<Answer> };

function answersOf(state: SamlState, base: string): Answers {
  const routes: Readonly<Record<string, Route>> = {
    "/metadata": { endpoint: "metadata", answer: () => metadata(state) },
    "/sign-in": { endpoint: "sign-in", answer: (asked) => signIn(state, asked) },
    "/unasked": { endpoint: "sign-in", answer: (asked) => unasked(state, asked) },
    "/trap": { endpoint: "trap", answer: () => metadata(state) },
  };
  return (request, response) => {
    const [path = ""] = (request.url ?? "").split("?");
    const route = path.startsWith(`${base}/`) ? routes[path.slice(base.length)] : undefined;
    if (!route) return false;
    const serving = {
      note: () => undefined,
      delay: () => delayWith(state.faults),
      takenOver: () => takenOver(state.faults, route.endpoint),
      answer: route.answer,
    };
    void serve(request, response, serving).catch(() => response.destroy());
    return true;
  };
}

async function metadata(state: SamlState): Promise<Answer> {
  const { entityId, signInUrl, current, next, faults } = state;
  let said = {
    entityId,
    signInUrl,
    certificates: [current.certificate, next.certificate],
    validUntil: null as Date | null,
  };
  for (const fault of active(faults))
    said = { ...said, ...(await fault.saysOfItself?.(said, keysOf(state))) } as typeof said;
  const body = active(faults).reduce((xml, { spoilsMetadata }) => spoilsMetadata?.(xml) ?? xml, metadataXml(said));
  return { status: 200, headers: { "Content-Type": "application/samlmetadata+xml" }, body };
}
