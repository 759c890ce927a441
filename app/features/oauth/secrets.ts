/** What only the server and the browser that began know, from one address to its answer. Random, 43 characters and more each. */
export type Secrets = { readonly state: string; readonly nonce: string; readonly verifier: string };
