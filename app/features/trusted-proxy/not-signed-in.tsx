import { useText } from "#app/ui/intl.tsx";
import { NotSignedIn as Elsewhere } from "#app/ui/not-signed-in.tsx";
import type { ProxyProblem } from "./problem.ts";

/** Says why somebody did not come in through the proxy. */
export function NotSignedIn({ reason, ...problem }: ProxyProblem) {
  const text = useText("trustedProxy.problems");
  if (reason === "stranger" || reason === "nobody" || reason === "unreadable")
    return <Elsewhere said={text(reason, { label: problem.label })} {...problem} />;
  return <Elsewhere reason={reason} {...problem} />;
}
