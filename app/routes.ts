import { index, route, type RouteConfig } from "@remix-run/route-config";

import { features } from "./features/enabled.ts";

const routesUnder = (place?: "admin" | "settings") =>
  features
    .flatMap(({ routes }) => routes)
    .filter(({ under }) => under === place)
    .map(({ path, file, id }) => route(path, file, id === undefined ? {} : { id }));

/** Every address of the app, on one screen; those of the features stand with them. Who may use each stands at the top of its file. */
export default [
  index("routes/home.tsx"),
  route("login", "routes/sign-in.tsx"),
  route("logout", "routes/sign-out.ts"),
  route("register", "routes/register.tsx"),
  route("verify-email", "routes/verify-email.tsx"),
  route("forgot-password", "routes/forgot-password.tsx"),
  route("reset-password", "routes/reset-password.tsx"),
  route("not-me", "routes/not-me.tsx"),
  route("invitation", "routes/invitation.tsx"),
  route("confirm", "routes/confirm.tsx"),
  route("dashboard", "routes/dashboard.tsx"),
  route("projects", "routes/projects/list.tsx"),
  route("projects/new", "routes/projects/new.tsx"),
  route("projects/:id", "routes/projects/project.tsx"),
  route("settings", "routes/settings/layout.tsx", [
    index("routes/settings/index.ts"),
    route("profile", "routes/settings/profile.tsx"),
    route("email", "routes/settings/email.tsx"),
    route("password", "routes/settings/password.tsx"),
    route("sessions", "routes/settings/sessions.tsx"),
    route("sign-in-methods", "routes/settings/sign-in-methods.tsx"),
    route("activity", "routes/settings/activity.tsx"),
    route("account", "routes/settings/account.tsx"),
    route("account/data.json", "routes/settings/own-data.ts"),
    ...routesUnder("settings"),
  ]),
  route("admin", "routes/admin/layout.tsx", [
    index("routes/admin/index.tsx"),
    route("users", "routes/admin/users/list.tsx"),
    route("users/invite", "routes/admin/users/invite.tsx"),
    route("users/:id", "routes/admin/users/person.tsx"),
    route("roles", "routes/admin/roles/list.tsx"),
    route("roles/:id", "routes/admin/roles/role.tsx"),
    route("connections", "routes/admin/connections/list.tsx"),
    route("connections/:id", "routes/admin/connections/connection.tsx"),
    route("permissions", "routes/admin/permissions.tsx"),
    route("grants", "routes/admin/grants.tsx"),
    route("fields", "routes/admin/fields.tsx"),
    route("audit", "routes/admin/audit/list.tsx"),
    route("audit/export.csv", "routes/admin/audit/export.ts"),
    route("sessions", "routes/admin/sessions.tsx"),
    route("why", "routes/admin/why.tsx"),
    route("matrix", "routes/admin/matrix.tsx"),
    ...routesUnder("admin"),
  ]),
  route("theme", "routes/theme.ts"),
  route("api/auth/register", "routes/api/auth/register.ts"),
  route("api/auth/me", "routes/api/auth/me.ts"),
  route("api/projects", "routes/api/projects/list.ts"),
  route("api/projects/:id", "routes/api/projects/project.ts"),
  route("api/admin/users", "routes/api/admin/users.ts"),
  route("api/admin/users/:id", "routes/api/admin/user.ts"),
  route("api/why", "routes/api/why.ts"),
  ...routesUnder(),
  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;
