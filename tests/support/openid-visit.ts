import { createHash, randomBytes } from "node:crypto";

/** What is in the address of a sign-in and must come back, or be shown with the code. */
export type Visit = {
  readonly address: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
};

/** Chooses a person on the lab provider's page at `address`, as a browser without JavaScript would. Gives where that leads. "" is Cancel. */
export async function chooseAt(address: URL | string, username: string): Promise<URL> {
  const page = await (await fetch(address)).text();
  const [, action = ""] = /<form method="post" action="([^"]*)"/.exec(page) ?? [];
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
    unescaped(name),
    unescaped(value),
  ]);
  if (!page.includes(`name="person" value="${username}"`)) throw new Error(`no button for "${username}":\n${page}`);
  const body = new URLSearchParams([...fields, ["person", username]] as [string, string][]);
  const answer = await fetch(new URL(unescaped(action), address), { method: "POST", body, redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "", address);
}

/** The address that begins a sign-in at an endpoint, as any app would make it. `more` adds parameters; null takes one away. */
export function visit(endpoint: string, more: Record<string, string | null>): Visit {
  const [state, nonce, verifier] = [random(), random(), random()];
  const parameters = {
    response_type: "code",
    scope: "openid profile email",
    state,
    nonce,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...more,
  };
  const address = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) if (value !== null) address.searchParams.set(name, value);
  return { address, state, nonce, verifier };
}

const random = () => randomBytes(32).toString("base64url");

const unescaped = (text = "") => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
