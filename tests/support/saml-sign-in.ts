import { days, now } from "#app/clock.ts";
import { signInAddressAt } from "#app/features/saml/authn-request.server.ts";
import { connectionNameOf, type IdentityProvider } from "#app/features/saml/identity-provider.ts";
import type { IdpMetadata } from "#app/features/saml/idp-metadata.ts";
import { readMetadata } from "#app/features/saml/idp-metadata.server.ts";
import { makeKeys } from "#app/features/saml/self-signed.server.ts";
import { serviceProviderAt } from "#app/features/saml/service-provider.ts";
import { ourMetadata } from "#app/features/saml/sp-metadata.server.ts";
import { verifyResponse, type Verdict } from "#app/features/saml/verify-response.server.ts";
import type { SamlPost } from "./saml-visit.ts";

/** The app as one connection of it looks to an identity provider, without the app. */
export type SamlApp = {
  readonly acsUrl: string;
  /** Our metadata. */
  readonly metadata: string;
  /** Sends somebody there, who is brought back by `through`, and says what the answer proves. */
  readonly signIn: (provider: IdentityProvider, through: (address: URL) => Promise<SamlPost>) => Promise<Verdict>;
};

/** An app with keys of its own, to which the provider is called `slug`. */
export async function makeSamlApp(slug: string): Promise<SamlApp> {
  const us = serviceProviderAt("https://app.example.test", slug);
  const keys = await makeKeys("Us", days(1));
  let questions = 0;
  return {
    acsUrl: us.acsUrl,
    metadata: ourMetadata(us, keys),
    async signIn(provider, through) {
      const requestId = `_question-${(questions += 1)}`;
      const question = { requestId, relayState: "the key of a flow", isFresh: false };
      const { form } = await through(await signInAddressAt(provider, us, keys, question));
      const expected = { provider, acsUrl: us.acsUrl, audience: us.entityId, requestId, now: now() };
      return verifyResponse(form.get("SAMLResponse") ?? "", { ...expected, decryptionKeys: [keys.privateKey] });
    },
  };
}

/** What the metadata at an address says. Throws when it says nothing that can be used. */
export async function metadataAt(address: string): Promise<IdpMetadata> {
  const read = await readMetadata(await (await fetch(address)).text());
  if (!read.ok) throw new Error(`${read.flaw}: ${read.detail}`);
  return read.metadata;
}

/** A provider by its metadata, which is believed about nobody's address. */
export const providerWith = ({ entityId, signInUrl, certificates }: IdpMetadata): IdentityProvider => ({
  name: connectionNameOf("test"),
  kind: "saml",
  slug: "test",
  label: "Test",
  trustedDomains: [],
  groupMap: {},
  createsUsers: true,
  entityId,
  signInUrl,
  certificates: certificates.map(({ pem }) => pem),
  mapping: { id: null, email: null, firstName: null, lastName: null, username: null, groups: null },
  allowsUnsolicited: false,
  allowsResponseOnlySignature: false,
  reach: "own-networks",
});
