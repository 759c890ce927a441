import { index, route, type RouteConfig } from "@remix-run/route-config";

/** Every address of the app, on one screen. Who may use each stands at the top of its file. */
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
  route("settings", "routes/settings/layout.tsx", [
    index("routes/settings/index.ts"),
    route("profile", "routes/settings/profile.tsx"),
    route("email", "routes/settings/email.tsx"),
    route("password", "routes/settings/password.tsx"),
    route("sessions", "routes/settings/sessions.tsx"),
    route("activity", "routes/settings/activity.tsx"),
    route("account", "routes/settings/account.tsx"),
    route("account/data.json", "routes/settings/own-data.ts"),
  ]),
  route("admin/why", "routes/admin/why.tsx"),
  route("admin/matrix", "routes/admin/matrix.tsx"),
  route("theme", "routes/theme.ts"),
  route("api/auth/register", "routes/api/auth/register.ts"),
  route("api/auth/me", "routes/api/auth/me.ts"),
  route("api/why", "routes/api/why.ts"),
  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;
