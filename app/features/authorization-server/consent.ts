/** What a person has allowed a client, or is asked to: scopes for each service; the empty name stands for what is said of themselves. */
export type Consent = Readonly<Record<string, readonly string[]>>;
