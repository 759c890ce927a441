import { readOauthProviders } from "./oauth/environment.ts";

/** What reads the settings of each feature, by the feature's name. */
const readers = { oauth: readOauthProviders };

type Source = Readonly<Record<string, string | undefined>>;
type Read = { readonly settings: unknown; readonly problems: readonly string[] };
type FeatureSettings = {
  readonly [Name in keyof typeof readers]: ReturnType<(typeof readers)[Name]>["settings"];
};

/** What the features read from the environment, and everything that is wrong with it. */
export function readFeatureSettings(source: Source): { settings: FeatureSettings; problems: readonly string[] } {
  const read = Object.entries<(source: Source) => Read>(readers).map(([name, reader]) => ({ name, ...reader(source) }));
  return {
    settings: Object.fromEntries(read.map(({ name, settings }) => [name, settings])) as FeatureSettings,
    problems: read.flatMap(({ problems }) => problems),
  };
}
