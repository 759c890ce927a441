/**
 * Another place to sign in, and what its word counts for here. `name` stands in addresses (`/auth/:name/login`): a letter, then at most
 * 30 letters, digits and hyphens. `groupMap`: from the place's groups to roles. `createsUsers`: whether newcomers get an account.
 */
export type Connection = {
  readonly name: string;
  readonly label: string;
  readonly kind: "openid" | "oauth2";
  readonly trustedDomains: readonly string[];
  readonly groupMap: Readonly<Record<string, readonly string[]>>;
  readonly createsUsers: boolean;
};
