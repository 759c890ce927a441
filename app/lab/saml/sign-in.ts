import { randomBytes } from "node:crypto";

import { html, type Answer } from "../answer.ts";
import type { Asked } from "../asked.ts";
import { choiceHtml, hiddenField } from "../choice.ts";
import { escaped } from "../html.ts";
import { answerTo } from "./answer.ts";
import type { Posted } from "./fault.ts";
import { readQuestion, type Question } from "./request.ts";
import type { SamlState } from "./state.ts";

const KEPT = 100;

/**
 * The page on which somebody chooses who they are, and what follows: a form with the answer, which posts itself to the app. Nobody is
 * remembered, so everybody is asked each time, which is what `ForceAuthn` wants.
 */
export async function signIn(provider: SamlState, asked: Asked): Promise<Answer> {
  if (asked.method === "POST") return answerForm(provider, asked.parameters);
  const read = await readQuestion(asked.search, provider.signInUrl, provider.findMetadata);
  if (!read.ok) return html(400, "This cannot go on", `<p>${escaped(read.problem)}</p>`);
  const { id, relayState, isFresh, app } = read.question;
  provider.heard.unshift({ id, relayState, isFresh, app: app.entityId });
  provider.heard.splice(KEPT);
  provider.apps.set(app.entityId, app);
  return choicePage(provider, read.question);
}

/** The same page for an app that came by before and asks nothing now (SA18). */
export function unasked(provider: SamlState, { method, parameters }: Asked): Promise<Answer> | Answer {
  if (method === "POST") return answerForm(provider, parameters);
  const app = provider.apps.get(parameters.get("app") ?? "");
  if (!app) return html(404, "Nobody is sent there", "<p>No app of this name has come by since the lab started.</p>");
  return choicePage(provider, { app, id: null, relayState: null, isFresh: false });
}

function choicePage(provider: SamlState, question: Question): Answer {
  const hidden = [["question", provider.questions.keep(question)]] as const;
  const app = new URL(question.app.acsUrl).host;
  return html(200, "Who are you?", choiceHtml({ app, action: "sign-in", hidden, people: provider.people }));
}

async function answerForm(provider: SamlState, form: URLSearchParams): Promise<Answer> {
  const question = provider.questions.find(form.get("question") ?? "");
  if (!question) return html(400, "This cannot go on", "<p>The question was too long ago.</p>");
  const person = provider.people.find(({ username }) => username === form.get("person")) ?? null;
  return postingPage(question.app.acsUrl, await answerTo(provider, question, person));
}

/** Posts itself; without scripts there is a button. */
function postingPage(address: string, { SAMLResponse, RelayState }: Posted): Answer {
  const nonce = randomBytes(16).toString("base64");
  const body = `<form method="post" action="${escaped(address)}">
${hiddenField("SAMLResponse", SAMLResponse)}
${RelayState === null ? "" : hiddenField("RelayState", RelayState)}
<noscript><button class="first">Go on</button></noscript>
</form>
<script nonce="${nonce}">document.forms[0].submit()</script>`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; frame-ancestors 'none'`;
  return html(200, "Back to the app", body, { "Content-Security-Policy": policy });
}
