import { afterAll, beforeEach } from "vitest";

import { startDirectory } from "#app/lab/directory/directory.ts";
import { settingsFor } from "#app/lab/directory/part.ts";

/** The lab's directory, which the app of this file knows as `ldap-lab`: trusted for example.com, its group `editors` gives the role editor. */
export const directory = await startDirectory();

Object.assign(process.env, settingsFor(directory), { LDAP_LAB_GROUP_BASE_DN: "ou=groups,dc=example,dc=com" });

beforeEach(() => {
  directory.faults.clear();
  directory.heard.length = 0;
});
afterAll(() => directory.close());

/** The user names that somebody was looked for by, and the names that were bound. */
export const binds = () => directory.heard.flatMap((heard) => (heard.operation === "bind" ? heard.dn : []));
export const searches = () => directory.heard.flatMap((heard) => (heard.operation === "search" ? heard.filter : []));
