import { useSyncExternalStore } from "react";

const never = () => () => {};

/** The reader's time zone, such as "Europe/Athens"; null on the server and in the first render, which cannot know it. */
export const useReaderZone = (): string | null =>
  useSyncExternalStore(
    never,
    () => new globalThis.Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  );
