import type { LabPerson } from "../people.ts";
import { assertionXml, responseXml } from "./document.ts";
import { encryptXml } from "./encrypt.ts";
import type { Fault, Manner, Parts, Posted } from "./fault.ts";
import { active, timeWith } from "./faults.ts";
import { aboutRoot } from "./person-faults.ts";
import type { Question } from "./request.ts";
import { honestly, type Said, type SaidOfSomebody } from "./said.ts";
import { signingWith, signXml } from "./sign.ts";
import { keysOf, type SamlState } from "./state.ts";

/** What the browser of `person` is given to post to the app: an honest answer, but for the faults of the moment. Null: nobody was chosen. */
export async function answerTo(provider: SamlState, question: Question, person: LabPerson | null): Promise<Posted> {
  const faults = active(provider.faults);
  const { app, id: requestId, relayState } = question;
  const at = { entityId: provider.entityId, app, present: timeWith(provider.faults) };
  const honest = honestly({ ...at, requestId }, person);
  const assertion =
    honest.assertion && faults.reduce((said, fault) => fault.saysOf?.(said, at) ?? said, honest.assertion);
  const said = faults.reduce((before, fault) => fault.says?.(before, at) ?? before, { ...honest, assertion });
  const response = await responseTo(said, await mannerWith(provider, faults, question), faults);
  const honestPost = { SAMLResponse: Buffer.from(response).toString("base64"), RelayState: relayState };
  const posted = faults.reduce((before, fault) => fault.posts?.(before, provider.last) ?? before, honestPost as Posted);
  provider.last = posted;
  return posted;
}

async function mannerWith(provider: SamlState, faults: Fault[], { app }: Question): Promise<Manner> {
  let manner: Manner = { assertion: signingWith(provider.current), response: null, encryption: null };
  for (const fault of faults) manner = (await fault.makes?.(manner, keysOf(provider), app)) ?? manner;
  return manner;
}

async function responseTo(said: Said, manner: Manner, faults: Fault[]): Promise<string> {
  const parts = said.assertion && partsOf(said.assertion, said.issuedAt, manner);
  const inside = parts && (faults.find(({ assembles }) => assembles)?.assembles?.(parts) ?? parts.genuine);
  const plain = responseXml(said, inside);
  const response = manner.response ? signXml(plain, manner.response) : plain;
  return parts ? faults.reduce((before, fault) => fault.spoils?.(before, parts) ?? before, response) : response;
}

function partsOf(said: SaidOfSomebody, issuedAt: Date, { assertion: signing, encryption }: Manner): Parts {
  const plain = assertionXml(said, issuedAt);
  const signed = signing ? signXml(plain, signing) : plain;
  return {
    genuine: encryption ? encryptXml(signed, encryption) : signed,
    forged: assertionXml(aboutRoot(said), issuedAt),
  };
}
