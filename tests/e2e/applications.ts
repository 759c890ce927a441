import { createHash } from "node:crypto";

import type { Page } from "@playwright/test";

/** An application that is registered here, as it knows itself; `callback` is where people come back to from here. */
export type Application = { readonly id: string; readonly name: string; readonly callback: string };

const challenge = createHash("sha256").update("the verifier of this application, of forty-three characters").digest();

/** Registers an application that reads projects, without a secret, on an administrator's page. */
export async function registerApplication(page: Page, name: string, callback: string): Promise<Application> {
  await page.goto("/admin/clients/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Somebody at another device").check();
  await page.getByLabel("It can keep a secret").uncheck();
  await page.getByLabel("Addresses that people come back to").fill(callback);
  await page.getByLabel("Addresses after signing out").fill(callback);
  await page.getByLabel("See your name and user name").check();
  await page.getByLabel("See projects").check();
  await page.getByRole("button", { name: "Register" }).click();
  await page.getByText(`${name} is registered`).waitFor();
  const id = await page.getByRole("main").locator("code").innerText();
  return { id, name, callback };
}

/** The address where an application sends somebody. */
export const sentTo = ({ id, callback }: Application): string =>
  `/oauth2/authorize?${new URLSearchParams({
    client_id: id,
    response_type: "code",
    redirect_uri: callback,
    scope: "openid profile project:read",
    state: "the state",
    code_challenge: challenge.toString("base64url"),
    code_challenge_method: "S256",
  })}`;

/** Has a device ask for a code, and gives the one that it shows. */
export async function codeOnDevice(page: Page, { id }: Application): Promise<string> {
  const form = { client_id: id, scope: "openid project:read" };
  const answer = await page.request.post("/oauth2/device", { form });
  return (await answer.json()).user_code;
}
