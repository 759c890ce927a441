/** What one can narrow a list of people down to. */
export const peopleStates = ["active", "disabled", "unverified", "staff", "superuser"] as const;
export type PeopleState = (typeof peopleStates)[number];

/** The state of this name, or undefined: text from an address is none of ours until it was found here. */
export const peopleStateOf = (name: string | null): PeopleState | undefined =>
  peopleStates.find((state) => state === name);
