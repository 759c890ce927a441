/** What the provider answers. */
export type Answer = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };

/** An answer in JSON. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});

/** Sends the browser to another address. */
export const redirectTo = (address: string): Answer => ({ status: 303, headers: { Location: address }, body: "" });
