import { readOauthProviders } from "./oauth/environment.ts";

/** What reads the settings of each feature, by the feature's name. */
const readers = { oauth: readOauthProviders };

type Source = Readonly<Record<string, string | undefined>>;
type Reader<Settings> = (source: Source) => { readonly settings: Settings; readonly problems: readonly string[] };
type SettingsOf<Readers> = { readonly [Name in keyof Readers]: Readers[Name] extends Reader<infer S> ? S : never };

/** What the features read from the environment, and everything that is wrong with it. */
export function readFeatureSettings(source: Source): {
  settings: SettingsOf<typeof readers>;
  problems: readonly string[];
} {
  const read = Object.entries<Reader<unknown>>(readers).map(([name, reader]) => ({ name, ...reader(source) }));
  return {
    settings: Object.fromEntries(read.map(({ name, settings }) => [name, settings])) as SettingsOf<typeof readers>,
    problems: read.flatMap(({ problems }) => problems),
  };
}
