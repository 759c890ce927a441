import { readOauthProviders } from "./oauth/environment.ts";

/** What each feature reads from the environment, by its name. */
const readers = { oauth: readOauthProviders };

type Source = Readonly<Record<string, string | undefined>>;
type Reader<Settings> = (source: Source) => { settings: Settings; problems: readonly string[] };
