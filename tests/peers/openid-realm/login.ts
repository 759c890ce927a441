import type { IncomingMessage, ServerResponse } from "node:http";

import type { Provider } from "oidc-provider";

import { escaped, pageHtml } from "#app/lab/html.ts";
import { readAsked } from "#app/lab/openid/http.ts";
import { people, realmPassword, subjectOf } from "./people.ts";
import { REALM } from "./provider.ts";

/** The realm's own page to sign in: shows it, and takes user name and password. False for any other address. */
export function answerLogin(provider: Provider, request: IncomingMessage, response: ServerResponse): boolean {
  if (!request.url?.startsWith(`${REALM}/login/`)) return false;
  signIn(provider, request, response).catch(() => response.writeHead(400).end("This page has run out."));
  return true;
}

async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const { method, path, parameters } = await readAsked(request);
  if (method !== "POST") return show(response, path, "");
  if (parameters.has("cancel")) {
    const error = { error: "access_denied", error_description: "The person did not want to." };
    return provider.interactionFinished(request, response, error);
  }
  const username = parameters.get("username");
  const person = people.find((one) => one.username === username);
  if (!person || parameters.get("password") !== realmPassword) return show(response, path, "Wrong name or password.");
  const login = { accountId: subjectOf(person.username), remember: params.prompt !== "login" };
  return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

function show(response: ServerResponse, path: string, problem: string): void {
  response.writeHead(problem ? 401 : 200, { "Content-Type": "text/html; charset=utf-8" }).end(
    pageHtml(
      "The demo realm",
      `${problem && `<p role="alert">${escaped(problem)}</p>`}
<form method="post" action="${escaped(path)}">
<p><label>User name <input name="username" autocomplete="username"></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password"></label></p>
<p><button class="first">Sign in</button> <button name="cancel" value="1">Cancel</button></p>
</form>`,
    ),
  );
}
