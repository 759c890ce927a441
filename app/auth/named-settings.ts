type Source = Readonly<Record<string, string | undefined>>;

/** The settings that begin with `prefix`, without it; blank ones are left out. */
export const settingsIn = (source: Source, prefix: string): Source =>
  Object.fromEntries(
    Object.entries(source).flatMap(([key, value]) =>
      key.startsWith(prefix) && value?.trim() ? [[key.slice(prefix.length), value.trim()]] : [],
    ),
  );

/** What a connection is called by the name it has in settings: OUR_CORP becomes "Our Corp". */
export const labelFrom = (written: string): string =>
  written
    .toLowerCase()
    .split("_")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(" ");
