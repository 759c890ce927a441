import { useLocation } from "@remix-run/react";

import { Badge } from "./badge.tsx";
import { ButtonLink } from "./button-link.tsx";
import { useText } from "./intl.tsx";
import { type Problem, type ProblemWords, wordsFor } from "./problem.ts";
import { useRootData } from "./root-data.ts";
import { TextLink } from "./text-link.tsx";

/** Below what went wrong: what is missing where that may be said, what to do next, and the code to ask about it with. */
export function ErrorWords(problem: Problem) {
  const text = useText("errors");
  const root = useRootData();
  const id = problem.requestId ?? root?.requestId;
  return (
    <>
      {problem.missing && problem.missing.length > 0 && <Missing names={problem.missing} />}
      <NextStep words={wordsFor(problem)} />
      {id && (
        <div className="border-t border-line pt-4 text-xs text-ink-soft">
          <p>{text("help")}</p>
          <p className="mt-1 font-mono wrap-anywhere text-ink select-all">{id}</p>
          {problem.mayAskWhy && (
            <p className="mt-3 text-sm">
              <TextLink to={`/admin/why?request=${encodeURIComponent(id)}`}>{text("why")}</TextLink>
            </p>
          )}
        </div>
      )}
    </>
  );
}

function Missing({ names }: { names: readonly string[] }) {
  const text = useText("errors");
  return (
    <p className="flex flex-wrap items-center gap-2">
      {text("asksFor")}
      {names.map((name) => (
        <Badge key={name} tone="warning" code>
          {name}
        </Badge>
      ))}
    </p>
  );
}

function NextStep({ words }: { words: ProblemWords }) {
  const text = useText("errors");
  const signedIn = Boolean(useRootData()?.viewer);
  const { pathname, search } = useLocation();
  const here = pathname + search;
  if (words === "401") return <Step to={`/login?redirectTo=${encodeURIComponent(here)}`} label={text("signIn")} />;
  if (words === "stale") return <Step to={here} label={text("load")} />;
  if (words === "429" || words === "500" || words === "503") return <Step to={here} label={text("again")} />;
  return signedIn ? <Step to="/dashboard" label={text("toDashboard")} /> : <Step to="/" label={text("toStart")} />;
}

/** Always a new document: the page that failed may hold stale code or data. */
function Step({ to, label }: { to: string; label: string }) {
  return (
    <div>
      <ButtonLink to={to} tone="primary" reloadDocument>
        {label}
      </ButtonLink>
    </div>
  );
}
