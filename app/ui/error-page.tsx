import { AuthShell } from "./auth-shell.tsx";
import { ErrorWords } from "./error-words.tsx";
import { useText } from "./intl.tsx";
import { type Problem, wordsFor } from "./problem.ts";

/** A page that could not be shown and has no frame, or none that still stands. */
export function ErrorPage(problem: Problem) {
  const text = useText("errors");
  return (
    <AuthShell title={text(`${wordsFor(problem)}.title`)}>
      <div className="grid gap-5">
        <p className="text-ink-soft">{text(`${wordsFor(problem)}.text`)}</p>
        <ErrorWords {...problem} />
      </div>
    </AuthShell>
  );
}
