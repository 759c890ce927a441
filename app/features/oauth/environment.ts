import { labelFrom, settingsIn } from "../../auth/named-settings.ts";
import { presets } from "./presets.ts";
import type { Provider } from "./provider.ts";
import { readProvider, type Written } from "./read-provider.ts";

type Source = Readonly<Record<string, string | undefined>>;
type Found = Written & { readonly prefix: string };

// Without one of these there is no provider; what is missing hides a button and never stops the start (OL-18).
const NEEDED = {
  openid: ["CLIENT_ID", "CLIENT_SECRET", "ISSUER"],
  oauth2: ["CLIENT_ID", "CLIENT_SECRET", "AUTHORIZE_URL", "TOKEN_URL", "USERINFO_URL"],
};

/**
 * The providers that the environment names (`OAUTH_GOOGLE_*`, `OIDC_<NAME>_*`, `OAUTH2_<NAME>_*`), and what is unsafe or cannot be read:
 * such a provider is left out, and the problem stops the start. Whoever writes the environment runs the app, so these providers may stand
 * in networks of our own.
 */
export function readOauthProviders(source: Source): { settings: readonly Provider[]; problems: readonly string[] } {
  const found = [...presetsIn(source), ...ownIn(source, "OIDC", "openid"), ...ownIn(source, "OAUTH2", "oauth2")].filter(
    ({ kind, settings }) => NEEDED[kind].every((setting) => settings[setting]),
  );
  const problems = takenTwice(found);
  const providers: Provider[] = [];
  for (const { prefix, ...written } of found) {
    const read = readProvider(written);
    if (read.ok) providers.push(read.provider);
    else
      for (const { setting, message } of read.problems)
        problems.push(setting ? `${prefix}${setting}: ${message}` : `${prefix}*: ${message}`);
  }
  problems.push(...mixedUp(providers));
  return { settings: Object.freeze(providers), problems };
}

// Where one goes by ids and the other by names that people choose, somebody could choose another's id for a name, and come in as them.
const mixedUp = (providers: readonly Provider[]): string[] =>
  providers.flatMap((provider, i) => {
    const other = providers.slice(0, i).find((earlier) => authorityOf(earlier) === authorityOf(provider));
    if (!other || other.fields.id === provider.fields.id) return [];
    return `${provider.name}: knows people by ${provider.fields.id} where ${other.name} knows the same ones by ${other.fields.id}; ID_FIELD must be the same`;
  });

const authorityOf = (provider: Provider) => (provider.kind === "openid" ? provider.issuer : provider.userInfoUrl);

const presetsIn = (source: Source): Found[] =>
  Object.entries(presets).map(([name, preset]) => {
    const prefix = `OAUTH_${name.toUpperCase()}_`;
    return providerIn(name, preset.kind, prefix, { ...preset.settings, ...settingsIn(source, prefix) });
  });

const ownIn = (source: Source, family: string, kind: Provider["kind"]): Found[] =>
  Object.keys(source).flatMap((key) => {
    const written = new RegExp(`^${family}_(.+)_CLIENT_ID$`).exec(key)?.[1];
    if (!written) return [];
    const prefix = `${family}_${written}_`;
    const settings = settingsIn(source, prefix);
    return providerIn(written.toLowerCase().replaceAll("_", "-"), kind, prefix, {
      LABEL: labelFrom(written),
      ...settings,
    });
  });

const providerIn = (name: string, kind: Provider["kind"], prefix: string, settings: Source): Found => ({
  name,
  kind,
  prefix,
  settings,
  reach: "own-networks",
});

const takenTwice = (found: readonly Found[]): string[] =>
  found.flatMap(({ name, prefix }, i) => {
    const first = found.findIndex((other) => other.name === name);
    return first < i ? [`${prefix}*: the name ${name} is taken by ${found[first]?.prefix}* already`] : [];
  });
