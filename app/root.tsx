import type { LinksFunction } from "@remix-run/node";
import {
  Links,
  Meta,
  type MetaFunction,
  Outlet,
  Scripts,
  ScrollRestoration,
  useNavigation,
  useRouteError,
} from "@remix-run/react";
import interLatin from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import type { ReactNode } from "react";

import { can, type Person, type Principal } from "#app/access/principal.ts";
import { now } from "#app/clock.ts";
import { env } from "#app/env.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { adminPages } from "#app/ui/admin-pages.ts";
import { Announcer } from "#app/ui/announcer.tsx";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { locale } from "#app/sentences.ts";
import { Intl } from "#app/ui/intl.tsx";
import { LoadingBar } from "#app/ui/loading-bar.tsx";
import { useNonce } from "#app/ui/nonce.ts";
import { problemTitle, readProblem } from "#app/ui/problem.ts";
import { type NavName, type RootData, useRootData, type Viewer } from "#app/ui/root-data.ts";
import { type Theme, themeOf } from "#app/ui/theme.ts";
import { pageTitle } from "#app/ui/title.ts";
import styles from "./app.css?url";

export const links: LinksFunction = () => [
  { rel: "preload", href: interLatin, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = ({ error }) => (error ? pageTitle(problemTitle(error)) : [{ title: "Gatehouse" }]);

export const loader = guard({ open: "the frame of every page" }, ({ principal, context }): RootData => ({
  csrfToken: context.csrfToken,
  theme: context.theme,
  now: now().toISOString(),
  viewer: principal.user && viewerOf(principal.user),
  nav: navFor(principal),
  development: env.isDevelopment,
  requestId: context.requestId,
}));

/** The document around every page and every error page. */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const theme = useTheme();
  return (
    <html lang={locale} data-theme={theme ?? undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme ?? "light dark"} />
        <Meta />
        <Links />
      </head>
      <body>
        <Intl>
          <LoadingBar />
          {children}
          <Announcer />
        </Intl>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

/** Errors of pages without a frame of their own end here, also when the root loader itself failed and there is no root data. */
export function ErrorBoundary() {
  return <ErrorPage {...readProblem(useRouteError())} />;
}

/** The remembered theme, or the one just chosen while the choice is still on its way. */
function useTheme(): Theme | null {
  const saved = useRootData()?.theme ?? null;
  const { formAction, formData } = useNavigation();
  return formData && formAction === "/theme" ? themeOf(formData.get("theme")) : saved;
}

const navFor = (principal: Principal): NavName[] => [
  "dashboard",
  "projects",
  ...(adminPages.some(({ permission }) => can(principal, permission)) ? (["admin"] as const) : []),
  "settings",
];

const viewerOf = ({ fullName, username, email }: Person): Viewer => ({
  fullName: fullName || username,
  username,
  email,
});
