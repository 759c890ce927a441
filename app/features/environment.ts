import { readApiKeySettings } from "./api-keys/environment.ts";
import { readTokenSettings } from "./access-tokens/environment.ts";
import { readDirectories } from "./ldap/environment.ts";
import { readOauthProviders } from "./oauth/environment.ts";
import { readTrustedIssuers } from "./resource-server/environment.ts";
import { readSamlSettings } from "./saml/environment.ts";
import { readTrustedProxy } from "./trusted-proxy/environment.ts";

/** What reads the settings of each feature, by the feature's name. */
const readers = {
  oauth: readOauthProviders,
  saml: readSamlSettings,
  ldap: readDirectories,
  trustedProxy: readTrustedProxy,
  apiKeys: readApiKeySettings,
  accessTokens: readTokenSettings,
  resourceServer: readTrustedIssuers,
};

type Source = Readonly<Record<string, string | undefined>>;
type Reader<Settings> = (source: Source) => { readonly settings: Settings; readonly problems: readonly string[] };
type SettingsOf<Readers> = { readonly [Name in keyof Readers]: Readers[Name] extends Reader<infer S> ? S : never };

/** What the features read from the environment, and everything that is wrong with it. */
export function readFeatureSettings(source: Source): {
  settings: SettingsOf<typeof readers>;
  /** Of the connections, whichever feature each is of. */
  names: readonly string[];
  problems: readonly string[];
} {
  const read = Object.entries<Reader<unknown>>(readers).map(([name, reader]) => ({ name, ...reader(source) }));
  const names = read.flatMap(namesIn);
  return {
    settings: Object.fromEntries(read.map(({ name, settings }) => [name, settings])) as SettingsOf<typeof readers>,
    names,
    problems: [...read.flatMap(({ problems }) => problems), ...takenTwice(names)],
  };
}

// What came through a connection carries its name alone, whichever feature it is of.
const takenTwice = (names: readonly string[]): string[] =>
  names.filter((name, i) => names.indexOf(name) < i).map((name) => `the name ${name} is that of two connections`);

// A feature's settings are its connections, or hold them beside what else it reads.
const namesIn = ({ settings }: { settings: unknown }): string[] =>
  (hasConnections(settings) ? settings.connections : [settings].flat()).flatMap((one) =>
    one !== null && typeof one === "object" && "name" in one ? String(one.name) : [],
  );

const hasConnections = (settings: unknown): settings is { connections: readonly unknown[] } =>
  settings !== null && typeof settings === "object" && "connections" in settings;
