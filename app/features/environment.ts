import { readOauthProviders } from "./oauth/environment.ts";

type Source = Readonly<Record<string, string | undefined>>;

/** What the features read from the environment, and everything that is wrong with it. */
export function readFeatureSettings(source: Source) {
  const oauth = readOauthProviders(source);
  return { settings: { oauth: oauth.providers }, problems: [...oauth.problems] };
}
