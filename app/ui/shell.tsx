import { Link, NavLink } from "@remix-run/react";
import type { ReactNode } from "react";

import { Avatar } from "./avatar.tsx";
import { Footer } from "./footer.tsx";
import { useText } from "./intl.tsx";
import { Logo } from "./logo.tsx";
import { type NavName, useRootData, type Viewer } from "./root-data.ts";
import { SignOut } from "./sign-out.tsx";
import { SkipLink } from "./skip-link.tsx";

/** The frame of every page for signed-in people: skip link, header, the links they may open, their name, the way out. */
export function Shell({ children }: { children: ReactNode }) {
  const text = useText();
  const root = useRootData();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-8 px-4 sm:flex-nowrap sm:px-6">
          <Link to="/" aria-label={text("shell.home")} className="my-3 flex rounded-sm">
            <Logo name={text("app.name")} />
          </Link>
          <Navigation names={root?.nav ?? []} />
          {root?.viewer && <Person viewer={root.viewer} />}
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-page flex-1 px-4 py-8 outline-none sm:px-6 sm:py-10"
      >
        {children}
      </main>
      <Footer />
    </div>
  );
}

function Navigation({ names }: { names: readonly NavName[] }) {
  const text = useText();
  return (
    <nav
      aria-label={text("shell.navigation")}
      className="order-last -mx-2 w-full min-[22.5rem]:-mx-3 sm:mx-0 sm:order-none sm:w-auto"
    >
      <ul className="flex">
        {names.map((name) => (
          <li key={name}>
            <NavLink
              to={`/${name}`}
              className="relative block px-2 py-3 font-medium text-ink-soft -outline-offset-2 hover:text-ink min-[22.5rem]:px-3 aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-2 min-[22.5rem]:aria-[current=page]:after:inset-x-3 aria-[current=page]:after:-bottom-px aria-[current=page]:after:h-0.5 aria-[current=page]:after:bg-accent sm:py-[1.125rem]"
            >
              {text(`nav.${name}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Person({ viewer }: { viewer: Viewer }) {
  const text = useText("shell");
  return (
    <div className="-mr-3 ml-auto flex min-w-0 items-center gap-2">
      <Avatar name={viewer.fullName} size="small" />
      <span className="sr-only">{text("signedInAs", { name: viewer.fullName })}</span>
      <span aria-hidden title={viewer.email} className="hidden truncate font-medium md:block">
        {viewer.fullName}
      </span>
      <SignOut tone="ghost" size="small" />
    </div>
  );
}
