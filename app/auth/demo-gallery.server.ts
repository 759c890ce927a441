import { demoPassword, demoPeople } from "../db/demo-data.ts";
import { fullName } from "./identifiers.ts";

/** Whoever may be tried out in a development copy, with the one password of all. The caller shows this in development only. */
export const demoGallery = {
  password: demoPassword,
  people: demoPeople.map(({ username, role, isStaff = false, isSuperuser = false, isActive = true, ...names }) => ({
    username,
    fullName: fullName(names),
    roles: role ? [role] : [],
    isStaff,
    isSuperuser,
    isActive,
  })),
} as const;
