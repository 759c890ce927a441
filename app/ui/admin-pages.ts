import type { Permission } from "../access/permissions.ts";

/** The administrators' pages in the order of their navigation, each with the permission that opens it. A new page is one more line. */
export const adminPages = [
  { page: "users", permission: "admin:users" },
  { page: "roles", permission: "admin:roles" },
  { page: "permissions", permission: "admin:roles" },
  { page: "grants", permission: "admin:roles" },
  { page: "fields", permission: "admin:roles" },
  { page: "connections", permission: "admin:connections" },
  { page: "clients", permission: "admin:connections" },
  { page: "sessions", permission: "admin:sessions" },
  { page: "audit", permission: "admin:audit" },
  { page: "why", permission: "admin:why" },
  { page: "matrix", permission: "admin:why" },
] as const satisfies readonly { page: string; permission: Permission }[];

/** The last part of such a page's address, and the key of its name. */
export type AdminPage = (typeof adminPages)[number]["page"];
