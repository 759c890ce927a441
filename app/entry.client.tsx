import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";

import { reloadWhenSignedOut } from "./ui/signed-out.ts";

reloadWhenSignedOut();

void loadersAreRead().then(() =>
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <RemixBrowser />
      </StrictMode>,
    );
  }),
);

/**
 * Resolves once what the loaders said has been read. `RemixBrowser` starts that when it is first rendered, and throws a promise until then. Inside
 * of React that is not safe: a click before its first render makes React hydrate at once, find something to wait for, and give up (error
 * 345, "Root did not complete"). So it is called once outside; until it is ready, links and forms are the browser's own, and work.
 */
async function loadersAreRead(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (waiting) {
    await waiting;
  }
}
