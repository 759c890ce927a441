/** The permissions for one project that people may give one another. Deleting and archiving are given by roles alone. */
export const shareable = ["project:read", "project:update"] as const;
export type Shareable = (typeof shareable)[number];

export const isShareable = (name: string): name is Shareable => shareable.some((one) => one === name);

/** A person or a role that a project is shared with, and whether they may change it. `username` is null for a role. */
export type Share = { holderId: string; name: string; username: string | null; mayUpdate: boolean };

/** Why a project was not shared with them: no such person, no such role among those they may name, no such permission. */
export type ShareFlaw = "person" | "role" | "permission";
