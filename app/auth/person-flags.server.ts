import { eq } from "drizzle-orm";

import { users } from "../db/users.schema.ts";
import { changed, refused, type Change } from "./change-person.server.ts";

/** Makes somebody staff, or not any more. Whoever is neither staff nor superuser has nothing to give here (AZ08). */
export const setStaff =
  (isStaff: boolean): Change =>
  async (transaction, { user }, { principal }) => {
    if (user.isStaff === isStaff) return changed();
    if (!principal.user.isStaff && !principal.user.isSuperuser) return refused("beyond-own-rights");
    await transaction.update(users).set({ isStaff }).where(eq(users.id, user.id));
    return changed({ event: isStaff ? "person.staff-given" : "person.staff-taken" });
  };

/** Makes somebody superuser, or not any more: only by a superuser (AZ07), and never the last one (Z-17). */
export const setSuperuser =
  (isSuperuser: boolean): Change =>
  async (transaction, { user, isLast }, { principal }) => {
    if (user.isSuperuser === isSuperuser) return changed();
    if (!principal.user.isSuperuser) return refused("superuser");
    if (!isSuperuser && isLast) return refused("last-superuser");
    await transaction.update(users).set({ isSuperuser }).where(eq(users.id, user.id));
    return changed({ event: isSuperuser ? "person.superuser-given" : "person.superuser-taken" });
  };
