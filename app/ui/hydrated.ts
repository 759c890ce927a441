import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and in the browser's first render, true once JavaScript runs: for what must not show without it. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
