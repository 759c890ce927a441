import type { MetaFunction } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Code } from "#app/ui/code.tsx";
import { Footer } from "#app/ui/footer.tsx";
import { ArrowIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { Logo } from "#app/ui/logo.tsx";
import { useRootData } from "#app/ui/root-data.ts";
import { SkipLink } from "#app/ui/skip-link.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("home.title");

export const loader = guard({ open: "the public start page" }, () => null);

const sample = `export const loader = guard(
  { can: "project:read" },
  async ({ principal }) => ({
    projects: await listProjects(principal),
  }),
);

export default function Projects() {
  const { projects } = useLoaderData<typeof loader>();
  return <ProjectTable projects={projects} />;
}`;

const points = ["guard", "now", "yours"] as const;

export default function Home() {
  const text = useText();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="mx-auto flex w-full max-w-page items-center justify-between gap-4 px-4 py-5 sm:px-6">
        <Logo name={text("app.name")} />
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-page flex-1 px-4 outline-none sm:px-6">
        <div className="grid items-center gap-x-16 gap-y-12 py-12 sm:py-20 lg:grid-cols-[minmax(0,1fr)_minmax(0,28rem)]">
          <Welcome />
          <div className="grid min-w-0 gap-3">
            <Code file="app/routes/projects/list.tsx" source={sample} />
            <p className="text-center text-xs text-ink-soft">{text("home.sample")}</p>
          </div>
        </div>
        <ul className="grid gap-x-10 gap-y-8 border-t border-line py-12 md:grid-cols-3">
          {points.map((point) => (
            <li key={point}>
              <h2 className="text-base">{text(`home.points.${point}.title`)}</h2>
              <p className="mt-1.5 text-ink-soft">{text(`home.points.${point}.text`)}</p>
            </li>
          ))}
        </ul>
      </main>
      <Footer />
    </div>
  );
}

function Welcome() {
  const text = useText("home");
  const root = useRootData();
  const next = root?.viewer
    ? { to: "/dashboard", label: text("toDashboard") }
    : { to: "/login", label: text("signIn") };
  return (
    <div>
      <h1 className="text-4xl tracking-[-0.03em]">{text("title")}</h1>
      <p className="mt-5 max-w-prose text-lg text-ink-soft">{text("lead")}</p>
      <div className="mt-8">
        <ButtonLink to={next.to} tone="primary">
          {next.label}
          <ArrowIcon className="size-4" />
        </ButtonLink>
      </div>
      {root?.development && !root.viewer && <p className="mt-4 text-ink-soft">{text("demo")}</p>}
    </div>
  );
}
