import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

import { Arches } from "./arches.tsx";
import { Footer } from "./footer.tsx";
import { useText } from "./intl.tsx";
import { Logo } from "./logo.tsx";
import { SkipLink } from "./skip-link.tsx";

type AuthShellProps = { title: string; children: ReactNode; below?: ReactNode };

/** The frame of pages outside the app proper: one card in the middle, with room below it. */
export function AuthShell({ title, children, below }: AuthShellProps) {
  const text = useText();
  return (
    <div className="relative isolate flex min-h-dvh flex-col overflow-hidden">
      <Arches />
      <SkipLink />
      <header className="mx-auto px-4 pt-10 sm:pt-16">
        <Link to="/" aria-label={text("shell.home")} className="flex rounded-sm">
          <Logo name={text("app.name")} />
        </Link>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-form flex-1 px-4 py-8 outline-none sm:px-0">
        <div className="rounded-lg border border-line bg-surface p-6 shadow-card sm:p-8">
          <h1 className="text-xl">{title}</h1>
          <div className="mt-5">{children}</div>
        </div>
        {below}
      </main>
      <Footer />
    </div>
  );
}
