import { themeCookie } from "#app/guards/cookies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { safeRedirect } from "#app/guards/safe-redirect.ts";
import { themeOf } from "#app/ui/theme.ts";

/** Remembers light or dark in this browser, signed in or not; anything else follows the system again. */
export const action = guard({ open: "everybody chooses their own light" }, ({ form }) => {
  const chosen = themeOf(form.get("theme")) ?? "system";
  const target = form.get("redirectTo");
  return safeRedirect(typeof target === "string" ? target : "/", new Headers({ "Set-Cookie": themeCookie(chosen) }));
});
