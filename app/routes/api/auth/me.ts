import { z } from "zod";

import { isInScope } from "#app/access/principal.ts";
import { anyCredential } from "#app/guards/any-credential.ts";
import { guard } from "#app/guards/guard.server.ts";
import { describe } from "#app/guards/operations.ts";

const meAnswer = z.object({
  id: z.uuid(),
  username: z.string().nullable().describe("Null, as the next three, for a program in nobody's name."),
  email: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  isStaff: z.boolean(),
  isSuperuser: z.boolean(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  via: z.enum([...anyCredential]),
});

const nobody = {
  username: null,
  email: null,
  firstName: null,
  lastName: null,
  isStaff: false,
  isSuperuser: false,
} as const;

/** Who is asking, as a program sees it: of their permissions those that its key or token lets through. */
export const loader = describe(
  { GET: { summary: "Who you are, and what you may do", gives: { 200: meAnswer } } },
  guard({ signedIn: true, via: anyCredential, services: true }, ({ principal }) => {
    const { userId: id, user, roles, via } = principal;
    const { username, email, firstName, lastName, isStaff, isSuperuser } = user ?? nobody;
    const permissions = principal.permissions.filter((permission) => isInScope(principal, permission));
    return Response.json({ id, username, email, firstName, lastName, isStaff, isSuperuser, roles, permissions, via });
  }),
);
