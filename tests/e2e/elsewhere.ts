import type { Page } from "@playwright/test";

import type { Stage } from "./stage.ts";

/** A provider, and an app of its own that knows it as `label`, trusted for example.com, with its group `editors` for the role editor. */
export type Elsewhere = {
  readonly label: string;
  readonly stage: Stage;
  /** Signs in on the provider's own page, which the browser is at. */
  choose: (page: Page, person: string) => Promise<void>;
  /** Changes one's mind there, where the provider has a button for it. */
  cancel?: (page: Page) => Promise<void>;
  /** An address of the app at which it has to ask the provider for something. `addressThere` is where it sends this browser. */
  needsIt: (addressThere: () => Promise<string>) => Promise<string>;
  setGroups: (person: string, groups: readonly string[]) => Promise<void>;
  hang: () => Promise<void>;
  takeDown: () => Promise<void>;
  /** Answers everything with a page that says nothing to an app. */
  talkNonsense: () => Promise<void>;
  recover: () => Promise<void>;
  rotateKeys: () => Promise<void>;
  /** Somebody whose address is good for nothing, and what they are told. */
  somebodyWithout: () => { readonly person: string; readonly told: string };
  close: () => Promise<void>;
};
