import { useRouteError } from "@remix-run/react";

import { Card } from "./card.tsx";
import { ErrorWords } from "./error-words.tsx";
import { useText } from "./intl.tsx";
import { Page } from "./page.tsx";
import { readProblem, wordsFor } from "./problem.ts";
import { Shell } from "./shell.tsx";

/** What stands in place of a page that could not be shown, while the frame around it still does. */
export function ErrorInPlace() {
  const text = useText("errors");
  const problem = readProblem(useRouteError());
  const words = wordsFor(problem);
  return (
    <Page title={text(`${words}.title`)} purpose={text(`${words}.text`)}>
      <div className="max-w-prose">
        <Card>
          <div className="grid gap-5">
            <ErrorWords {...problem} />
          </div>
        </Card>
      </div>
    </Page>
  );
}

/** The same for a page that draws its frame itself: its `ErrorBoundary`. */
export const ErrorInShell = () => (
  <Shell>
    <ErrorInPlace />
  </Shell>
);
