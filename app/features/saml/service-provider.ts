/** Our key pair: the key signs requests and decrypts assertions, the certificate tells identity providers so. Both PEM. */
export type SpKeys = { readonly privateKey: string; readonly certificate: string };

/** Who we are to one identity provider: a service provider of its own for each connection (SA-01, SA-02). */
export type ServiceProvider = { readonly entityId: string; readonly acsUrl: string };

/** Our names at the identity provider that is called `slug` here; `origin` is that of `APP_URL`. */
export const serviceProviderAt = (origin: string, slug: string): ServiceProvider => ({
  entityId: `${origin}/auth/saml/${slug}/metadata`,
  acsUrl: `${origin}/auth/saml/${slug}/callback`,
});
