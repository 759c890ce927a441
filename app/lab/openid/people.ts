import { createHash } from "node:crypto";

import { demoPeople } from "../../db/demo-data.ts";

/** Somebody with an account at the lab's provider. */
export type LabPerson = {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly groups: readonly string[];
};

/** The demo people, each in a group named after their role, and two people whom the app does not know: nina is an editor, oscar of another domain. */
export const labPeople: readonly LabPerson[] = [
  ...demoPeople.map(({ username, firstName, lastName, role }) => ({
    username,
    firstName,
    lastName,
    email: `${username}@example.com`,
    groups: role ? [`${role}s`] : [],
  })),
  { username: "nina", firstName: "Nina", lastName: "Newcomer", email: "nina@example.com", groups: ["editors"] },
  { username: "oscar", firstName: "Oscar", lastName: "Outsider", email: "oscar@example.org", groups: [] },
];

const digest = (username: string) => createHash("sha256").update(`a person of the lab: ${username}`).digest();

/** By what the provider knows a person: the same for ever, and not the user name. */
export const subjectOf = (username: string): string => digest(username).toString("hex", 0, 16);

/** The same for providers that count their people. */
export const numberOf = (username: string): number => digest(username).readUInt32BE(0);
